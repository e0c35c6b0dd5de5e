/** What guards calls, one small room for each decorator. */
@NullMarked
package io.unifiedipc.resilience;

import org.jspecify.annotations.NullMarked;
