package io.unifiedipc.resilience.breaker;

import io.github.resilience4j.core.metrics.LockFreeSlidingTimeWindowMetrics;
import io.github.resilience4j.core.metrics.Metrics;
import io.github.resilience4j.core.metrics.Metrics.Outcome;
import io.github.resilience4j.core.metrics.Snapshot;
import io.unifiedipc.spi.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The calls of the latest time, as Resilience4j counts them: with a slice for each second. */
final class TimeWindow implements Window {
    private final Metrics metrics;

    TimeWindow(Duration time, Clock clock) {
        metrics = new LockFreeSlidingTimeWindowMetrics((int) time.toSeconds(), new Ours(clock));
    }

    @Override
    public @Nullable Tally add(boolean failed, boolean slow) {
        Outcome outcome =
                failed ? (slow ? Outcome.SLOW_ERROR : Outcome.ERROR) : (slow ? Outcome.SLOW_SUCCESS : Outcome.SUCCESS);
        Snapshot all = metrics.record(0, TimeUnit.NANOSECONDS, outcome);
        return Tally.unlessWell(
                all.getTotalNumberOfCalls(), all.getNumberOfFailedCalls(), all.getTotalNumberOfSlowCalls());
    }

    /** Our clock as theirs, so that a virtual one drives it. */
    private record Ours(Clock clock) implements io.github.resilience4j.core.Clock {
        @Override
        public long wallTime() {
            return clock.millis();
        }

        @Override
        public long monotonicTime() {
            return clock.nanos();
        }
    }
}
