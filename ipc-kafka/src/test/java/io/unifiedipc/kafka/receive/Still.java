package io.unifiedipc.kafka.receive;

import io.unifiedipc.kafka.wire.Reading;
import io.unifiedipc.spi.Clock;
import java.time.Instant;
import java.util.List;

/** A clock that stands still. */
final class Still implements Clock {
    /** For records of which nothing is asked. */
    static final Reading READING = new Reading("orders", null, null, List.of(), () -> {});

    @Override
    public long nanos() {
        return 0;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }
}
