/** What a query gets in place of a reply that can't be had: a kept one, one that a function makes, or a fixed one. */
@NullMarked
package io.unifiedipc.resilience.fallback;

import org.jspecify.annotations.NullMarked;
