/**
 * Runs rows. {@link io.unifiedipc.benchmarks.harness.Main} is the parent; each contender's client, and its server, is a {@link
 * io.unifiedipc.benchmarks.harness.Child}: a JVM of its own that the parent speaks with over its standard input and output, a line
 * a command.
 */
@NullMarked
package io.unifiedipc.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
