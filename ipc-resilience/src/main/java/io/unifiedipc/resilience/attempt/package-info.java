/** The attempt timeout: how much of a call's patience one attempt may use up. */
@NullMarked
package io.unifiedipc.resilience.attempt;

import org.jspecify.annotations.NullMarked;
