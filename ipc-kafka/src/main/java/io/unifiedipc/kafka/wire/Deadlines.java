package io.unifiedipc.kafka.wire;

import io.unifiedipc.Headers;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.HeaderNames;
import org.jspecify.annotations.Nullable;

/**
 * When the sender of a request stops waiting. A record says when it was sent, by its sender's clock, and what was left then.
 * Where the two clocks can't be right together, nobody knows how old it is, and it counts as just sent. A sender whose clock
 * is behind is seen only where the broker stamps records (message.timestamp.type=LogAppendTime), and a receiver whose own clock is
 * ahead is not: an hour of that looks like an hour of waiting.
 */
final class Deadlines {
    /** How far the clocks of two machines may be apart before they are not believed. */
    private static final long SKEW_MILLIS = 5_000;

    private static final long MOST_MILLIS = Long.MAX_VALUE / 2_000_000;

    private Deadlines() {}

    /** What is left, at least a millisecond: it was not late when it was handed off. */
    static long left(long deadline, Clock clock) {
        return Math.max(1, (deadline - clock.nanos()) / 1_000_000);
    }

    /** A reading of the clock. */
    static long read(Headers headers, long recordTimestamp, Clock clock) {
        long left = number(headers.get(HeaderNames.DEADLINE_MS));
        long sent = number(headers.get(HeaderNames.SENT_AT));
        if (left < 0) {
            return Delivery.NO_DEADLINE;
        }
        long age = clock.millis() - sent;
        boolean implausible = sent < 0 || age < -SKEW_MILLIS || sent < recordTimestamp - left - SKEW_MILLIS;
        return clock.nanos() + 1_000_000 * (left - (implausible ? 0 : Math.min(Math.max(0, age), left)));
    }

    private static long number(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 18) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1; // somebody else's header
            }
            value = 10 * value + (c - '0');
        }
        return Math.min(value, MOST_MILLIS);
    }
}
