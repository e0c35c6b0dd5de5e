package io.unifiedipc.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Time as this library sees it. A {@link Platform} brings its own. */
public interface Clock {
    /** The machine's own clock. */
    Clock SYSTEM = new Clock() {
        @Override
        public long millis() {
            return System.currentTimeMillis();
        }
    };

    /** A reading that only grows, nanoseconds from an arbitrary start; deadlines are readings of it. */
    default long nanos() {
        return System.nanoTime();
    }

    /** The time of day. */
    default Instant now() {
        return Instant.now();
    }

    /** The time of day in milliseconds since the epoch, the same as {@link #now}: what each message asks for, with no object made. */
    default long millis() {
        return now().toEpochMilli();
    }

    /** Lets the calling thread wait until it is unparked, the time has passed, or for no reason. */
    default void park(Object blocker, long nanos) {
        LockSupport.parkNanos(blocker, nanos);
    }

    /**
     * Asked before a thread waits for a future. Where other threads complete futures, as they usually do, it does nothing; where
     * there are none, it does what they would, until the future is done or the time has passed.
     *
     * @param nanos how long the thread is going to wait; {@link Long#MAX_VALUE} for ever
     * @return how long it still has to: 0 where the time has passed in here
     */
    default long beforeWait(Future<?> future, long nanos) {
        return nanos;
    }

    /** The reading that comes this long from now; {@link Delivery#NO_DEADLINE} where that is too far to count. */
    default long in(Duration time) {
        return after(nanos(), time);
    }

    /** The reading that comes this long after another; {@link Delivery#NO_DEADLINE} where that is too far to count. */
    static long after(long reading, Duration time) {
        return time.compareTo(Duration.ofDays(36500)) < 0 ? reading + time.toNanos() : Delivery.NO_DEADLINE;
    }
}
