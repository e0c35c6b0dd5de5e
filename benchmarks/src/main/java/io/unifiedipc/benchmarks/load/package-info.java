/** Kinds of load that a contender is put under: what {@link io.unifiedipc.benchmarks.Subject subjects} are made of. */
@NullMarked
package io.unifiedipc.benchmarks.load;

import org.jspecify.annotations.NullMarked;
