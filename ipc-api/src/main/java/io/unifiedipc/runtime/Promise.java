package io.unifiedipc.runtime;

import io.unifiedipc.spi.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future that an application may wait for wherever its {@code Ipc} runs: before a thread waits for it, or for one derived
 * from it, the clock hears of that.
 *
 * @param <T> what it brings
 */
class Promise<T> extends CompletableFuture<T> {
    private final Clock clock;

    Promise(Clock clock) {
        this.clock = clock;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Promise<>(clock);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        prepare(Long.MAX_VALUE);
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return super.get(prepare(unit.toNanos(timeout)), TimeUnit.NANOSECONDS);
    }

    @Override
    public T join() {
        prepare(Long.MAX_VALUE);
        return super.join();
    }

    private long prepare(long nanos) {
        if (isDone()) {
            return nanos;
        }
        Work handled = Handled.rest();
        try {
            return clock.beforeWait(this, nanos);
        } finally {
            Handled.goOn(handled);
        }
    }
}
