package io.unifiedipc.benchmarks.harness;

import org.jspecify.annotations.Nullable;

/** A server that runs, for one entrant or for several. Of one thread. */
final class Host {
    private static final long OPEN_MILLIS = 60_000;
    private static final long ANSWER_MILLIS = 60_000;

    private final ChildProcess process;
    private @Nullable String address;
    private boolean closed;

    /** With its process, which has just been started. */
    Host(ChildProcess process) {
        this.process = process;
    }

    /** Where it can be called; waits until it is open. */
    String address() throws ChildFailure, InterruptedException {
        if (address == null) {
            address = process.await(Lines.READY, OPEN_MILLIS);
        }
        return address;
    }

    Usage usage() throws ChildFailure, InterruptedException {
        return Usage.parse(process.ask(Lines.USAGE, Lines.USAGE, ANSWER_MILLIS));
    }

    /** Closes it, once all who call it have been closed. */
    void close() throws ChildFailure, InterruptedException {
        if (!closed) {
            closed = true;
            process.close(ANSWER_MILLIS);
        }
    }

    void awaitEnd(long millis) throws InterruptedException {
        process.awaitEnd(millis);
    }
}
