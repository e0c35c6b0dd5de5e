package io.unifiedipc.benchmarks.kafka;

import io.unifiedipc.benchmarks.load.Backlog;
import io.unifiedipc.benchmarks.load.Payload;
import org.jspecify.annotations.Nullable;

/** What is the same for all contenders. */
final class Load {
    static final int OUTSTANDING = 64;
    /** One-way messages that are sent and not handled, at most. */
    static final int IN_FLIGHT = 1000;

    private static final byte[] SENT = Payload.of(Payload.USUAL);

    private Load() {}

    /** The handler of a one-way message. */
    static void handle(byte @Nullable [] payload, Backlog backlog) {
        Payload.check(payload, SENT);
        backlog.handled();
    }
}
