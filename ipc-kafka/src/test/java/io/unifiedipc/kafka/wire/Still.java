package io.unifiedipc.kafka.wire;

import io.unifiedipc.spi.Clock;
import java.time.Instant;

/** A clock that stands still. */
record Still(long millis) implements Clock {
    static final long SECOND = 1_000_000_000L;

    @Override
    public long nanos() {
        return 7 * SECOND;
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(millis);
    }
}
