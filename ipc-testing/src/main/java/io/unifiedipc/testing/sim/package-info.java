/** Faults that can be replayed: one thread, one virtual clock, and one seed that decides everything. */
@NullMarked
package io.unifiedipc.testing.sim;

import org.jspecify.annotations.NullMarked;
