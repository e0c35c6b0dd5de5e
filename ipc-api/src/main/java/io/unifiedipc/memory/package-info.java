/**
 * The in-memory transport: a model of a broker in one process, over the same base as a real broker's. It always encodes, it
 * bounds what it stores, and it brings back what was not settled.
 */
@NullMarked
package io.unifiedipc.memory;

import org.jspecify.annotations.NullMarked;
