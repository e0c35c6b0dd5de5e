package io.unifiedipc.benchmarks.decorators;

import dev.failsafe.spi.Scheduler;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs Failsafe's tasks on the calling thread; by itself it would hop to a pool for each call. Its timeouts wait elsewhere. */
final class OnCaller implements Scheduler {
    private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1);

    OnCaller() {
        later.setRemoveOnCancelPolicy(true);
    }

    @Override
    public ScheduledFuture<?> schedule(Callable<?> task, long delay, TimeUnit unit) {
        if (delay > 0) {
            return later.schedule(task, delay, unit);
        }
        Done done = new Done();
        try {
            done.complete(task.call());
        } catch (Exception e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    void close() {
        later.shutdownNow();
    }

    private static final class Done extends CompletableFuture<Object> implements ScheduledFuture<Object> {
        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(0, other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
