package io.unifiedipc.benchmarks;

/**
 * What makes the calls that are measured: a client under one kind of load. It is opened once in its JVM, and then runs many
 * slices of time, between which it rests and holds on to its connections.
 */
public interface Subject extends AutoCloseable {
    /**
     * Makes calls, one after the other or side by side, until {@link Slice#over}, and returns when the last of them has ended.
     * A call that fails, or answers with something else than was expected, fails the slice.
     */
    void run(Slice slice) throws Exception;

    @Override
    default void close() {}
}
