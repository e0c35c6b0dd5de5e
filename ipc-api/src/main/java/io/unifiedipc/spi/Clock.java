package io.unifiedipc.spi;

import io.unifiedipc.Extension;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Time as this library sees it. Replaced in tests. */
public interface Clock extends Extension {
    /** The machine's own clock. */
    Clock SYSTEM = new Clock() {};

    /** A reading that only grows, nanoseconds from an arbitrary start; deadlines are readings of it. */
    default long nanos() {
        return System.nanoTime();
    }

    /** The time of day. */
    default Instant now() {
        return Instant.now();
    }

    /** Lets the calling thread wait until it is unparked, the time has passed, or for no reason. */
    default void park(Object blocker, long nanos) {
        LockSupport.parkNanos(blocker, nanos);
    }

    /** The reading that comes this long from now; {@link Delivery#NO_DEADLINE} where that is too far to count. */
    default long in(Duration time) {
        long nanos = time.compareTo(Duration.ofDays(36500)) < 0 ? time.toNanos() : Delivery.NO_DEADLINE;
        return nanos == Delivery.NO_DEADLINE ? nanos : nanos() + nanos;
    }
}
