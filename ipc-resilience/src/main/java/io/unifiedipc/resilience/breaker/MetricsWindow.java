package io.unifiedipc.resilience.breaker;

import io.github.resilience4j.core.metrics.LockFreeFixedSizeSlidingWindowMetrics;
import io.github.resilience4j.core.metrics.LockFreeSlidingTimeWindowMetrics;
import io.github.resilience4j.core.metrics.Metrics;
import io.github.resilience4j.core.metrics.Metrics.Outcome;
import io.github.resilience4j.core.metrics.Snapshot;
import io.unifiedipc.spi.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The windows of Resilience4j. One of time has a slice for each second. */
final class MetricsWindow implements Window {
    private final Metrics metrics;

    MetricsWindow(int calls) {
        metrics = new LockFreeFixedSizeSlidingWindowMetrics(calls);
    }

    MetricsWindow(Duration time, Clock clock) {
        metrics = new LockFreeSlidingTimeWindowMetrics((int) time.toSeconds(), new Ours(clock));
    }

    @Override
    public Tally add(boolean failed, boolean slow) {
        Outcome outcome =
                failed ? (slow ? Outcome.SLOW_ERROR : Outcome.ERROR) : (slow ? Outcome.SLOW_SUCCESS : Outcome.SUCCESS);
        Snapshot all = metrics.record(0, TimeUnit.NANOSECONDS, outcome);
        return new Tally(all.getTotalNumberOfCalls(), all.getNumberOfFailedCalls(), all.getTotalNumberOfSlowCalls());
    }

    /** Our clock as theirs, so that a virtual one drives it. */
    private record Ours(Clock clock) implements io.github.resilience4j.core.Clock {
        @Override
        public long wallTime() {
            return clock.now().toEpochMilli();
        }

        @Override
        public long monotonicTime() {
            return clock.nanos();
        }
    }
}
