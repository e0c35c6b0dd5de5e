package io.unifiedipc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, never for a time. What opens an {@code Ipc} is tested in ipc-testing, which depends on this module. */
public final class Await {
    private static final long PATIENCE_SECONDS = 20;
    private static final long POLL_NANOS = 200_000;

    private Await() {}

    /** Returns as soon as the condition holds; fails where it does not within twenty seconds. */
    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + PATIENCE_SECONDS + " s: " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
