package io.unifiedipc.benchmarks.harness;

/** The command line can't be followed; the message says why, and what would do. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
