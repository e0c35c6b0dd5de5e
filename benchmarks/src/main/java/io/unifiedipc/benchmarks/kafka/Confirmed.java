package io.unifiedipc.benchmarks.kafka;

import org.jspecify.annotations.Nullable;

/** What the broker said of messages that nobody waits for: one that it did not take fails the next one's sender. */
final class Confirmed {
    private volatile @Nullable Throwable failure;

    /** The broker has taken one, or has not. */
    void told(@Nullable Throwable why) {
        if (why != null) {
            failure = why;
        }
    }

    void check() {
        Throwable why = failure;
        if (why != null) {
            throw new IllegalStateException("a message was not confirmed: " + why, why);
        }
    }
}
