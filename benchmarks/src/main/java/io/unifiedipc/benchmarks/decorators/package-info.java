/** What the rules around a call cost, without anything that carries it. */
@NullMarked
package io.unifiedipc.benchmarks.decorators;

import org.jspecify.annotations.NullMarked;
