/** Outcomes kept in memory, so that deduplicated operations run once. */
@NullMarked
package io.unifiedipc.resilience.outcomes;

import org.jspecify.annotations.NullMarked;
