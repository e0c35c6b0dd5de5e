package io.unifiedipc.benchmarks.harness;

/** A child died, was silent for too long, or said that it failed. */
final class ChildFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final String output;

    ChildFailure(String message, String output) {
        super(message);
        this.output = output;
    }

    /** The last lines of what it printed, with its stack trace. */
    String output() {
        return output;
    }
}
