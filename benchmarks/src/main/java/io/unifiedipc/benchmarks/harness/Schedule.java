package io.unifiedipc.benchmarks.harness;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How the time is spent over all contenders of all rows, and how much of it is left. Of one thread. */
final class Schedule {
    /** Of {@code --quick}: with what it takes to build and to end, all of it is done in five minutes. */
    static final long QUICK_MILLIS = 270_000;

    private static final long FULL_EACH_MILLIS = 28_000;
    private static final long OPENING_MILLIS = 1_500;
    private static final double RESERVE = 0.9;

    private final long budgetMillis;
    private final LongSupplier nanoTime;
    private final long began;
    private final int contenders;
    private int opened;
    private int done;
    private long openingMillis;
    private long rowBegan;

    private Schedule(long budgetMillis, int contenders, LongSupplier nanoTime) {
        this.budgetMillis = budgetMillis;
        this.contenders = contenders;
        this.nanoTime = nanoTime;
        began = nanoTime.getAsLong();
    }

    /** One for figures to be relied upon, however long that takes. */
    static Schedule full(int contenders, LongSupplier nanoTime) {
        return new Schedule(0, contenders, nanoTime);
    }

    /** One that is over within so long. */
    static Schedule within(long millis, int contenders, LongSupplier nanoTime) {
        return new Schedule(millis, contenders, nanoTime);
    }

    /** A row's contenders are about to be opened. */
    void opening() {
        rowBegan = now();
    }

    /** The row's contenders are open. */
    Pace opened(int some) {
        opened += some;
        openingMillis += now() - rowBegan;
        if (budgetMillis == 0) {
            return Pace.FULL;
        }
        int after = contenders - done - some;
        double left = budgetMillis - now() - after * (openingMillis / (double) opened);
        return Pace.within((long) (left * RESERVE * some / (some + after)), some);
    }

    /** The row's contenders are closed. */
    void closed(int some) {
        done += some;
    }

    /** How long it takes from now on, roughly. */
    long leftMillis() {
        if (budgetMillis > 0) {
            long most = (long) (contenders - done) * (OPENING_MILLIS + quickMost());
            return Math.max(0, Math.min(budgetMillis - now(), most));
        }
        double each = done == 0 ? FULL_EACH_MILLIS : rowBegan / (double) done;
        return Math.max(0, (long) ((contenders - done) * each) - (now() - rowBegan));
    }

    private static long quickMost() {
        Pace most = Pace.within(Long.MAX_VALUE, 1);
        return most.warmMillis() + most.rounds() * most.sliceMillis();
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - began);
    }
}
