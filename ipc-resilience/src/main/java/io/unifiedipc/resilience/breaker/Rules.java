package io.unifiedipc.resilience.breaker;

import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Config;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one channel's breaker goes by.
 *
 * @param failureRate percent of failures at which it opens
 * @param slowRate percent of slow calls at which it opens; null where none is slow
 * @param slowAfter from which duration a call is slow, in nanoseconds
 * @param window the number of calls that it judges by, where no time is given
 * @param windowTime the time whose calls it judges by; null for a number of calls
 * @param minimum with fewer calls it does not judge
 */
record Rules(
        int failureRate,
        @Nullable Integer slowRate,
        long slowAfter,
        int window,
        @Nullable Duration windowTime,
        int minimum,
        Duration openFor,
        int trials) {
    static Rules of(Config options) {
        Duration slowAfter = options.find(CircuitBreakerOptions.SLOW_AFTER);
        return new Rules(
                options.get(CircuitBreakerOptions.FAILURE_RATE),
                options.find(CircuitBreakerOptions.SLOW_RATE),
                slowAfter == null ? Long.MAX_VALUE : slowAfter.toNanos(),
                CircuitBreakerOptions.window(options),
                options.find(CircuitBreakerOptions.WINDOW_TIME),
                CircuitBreakerOptions.minimum(options),
                options.get(CircuitBreakerOptions.OPEN_FOR),
                options.get(CircuitBreakerOptions.TRIALS));
    }

    Window newWindow(Clock clock) {
        return windowTime == null ? new CountWindow(window) : new TimeWindow(windowTime, clock);
    }

    /** Why it should open after what was counted, as part of a sentence; null where it should not. */
    @Nullable
    String against(Tally tally, int outOf) {
        if (reaches(failureRate, tally.failed(), outOf)) {
            return tally.failed() + " of " + tally.calls() + " calls failed, which reaches its failure-rate of "
                    + failureRate + "%";
        }
        if (slowRate != null && reaches(slowRate, tally.slow(), outOf)) {
            return tally.slow() + " of " + tally.calls() + " calls were slow, which reaches its slow-rate of "
                    + slowRate + "%";
        }
        return null;
    }

    private static boolean reaches(int percent, int some, int all) {
        return some * 100L >= (long) percent * all;
    }
}
