/** The circuit breaker: calls that are bound to fail are refused at once, and the other side is left alone meanwhile. */
@NullMarked
package io.unifiedipc.resilience.breaker;

import org.jspecify.annotations.NullMarked;
