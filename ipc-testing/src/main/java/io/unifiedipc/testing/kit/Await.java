package io.unifiedipc.testing.kit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, never for a time. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long SHORTEST_PAUSE_NANOS = 200_000;
    private static final long LONGEST_PAUSE_NANOS = 5_000_000;

    private Await() {}

    /** Returns as soon as the condition holds; fails where it does not within twenty seconds. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, PATIENCE, condition);
    }

    /** Returns as soon as the condition holds; fails where it does not within that time. */
    public static void until(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        long pause = SHORTEST_PAUSE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + patience.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS); // a condition may ask a server
        }
    }

    /** Runs something that may block, on a thread of its own: the common pool has too few. */
    public static <T> CompletableFuture<T> started(Supplier<T> what) {
        return CompletableFuture.supplyAsync(what, task -> new Thread(task, "started-by-test").start());
    }

    /** As {@link #started(Supplier)}, without a result. */
    public static CompletableFuture<Void> running(Runnable what) {
        return CompletableFuture.runAsync(what, task -> new Thread(task, "started-by-test").start());
    }

    /** What a future brings. */
    public static <T> T result(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no result: " + e, e);
        }
    }

    /** What a future fails with, unwrapped. */
    public static Throwable failure(CompletableFuture<?> future) {
        Throwable failure = result(future.handle(
                (result, failed) -> failed == null ? new AssertionError("it succeeded with " + result) : failed));
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof AssertionError wrong) {
            throw wrong;
        }
        return cause == null ? failure : cause;
    }
}
