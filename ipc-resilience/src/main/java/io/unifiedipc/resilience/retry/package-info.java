/** The caller's retry: further attempts where that is safe, within the deadline and a budget. */
@NullMarked
package io.unifiedipc.resilience.retry;

import org.jspecify.annotations.NullMarked;
