/**
 * What a call costs. A {@link io.unifiedipc.benchmarks.Group group} has rows, a row has contenders, and each contender runs in a
 * JVM of its own: this package says what they are, {@code harness} runs and reports them, and each group has a package.
 */
@NullMarked
package io.unifiedipc.benchmarks;

import org.jspecify.annotations.NullMarked;
