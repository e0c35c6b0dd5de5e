package io.unifiedipc.benchmarks;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** A stretch of time in which a subject makes calls, and how long each took. All methods may be called by any thread. */
public final class Slice {
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final AtomicBoolean over = new AtomicBoolean();
    private final LongAdder calls = new LongAdder();
    private final Histogram nanos = new ConcurrentHistogram(LONGEST_NANOS, 3);

    /**
     * Whether no further call is to begin. Cheap enough to be asked before each call; opaque and not plain, since the compiler may
     * take a plain read out of the loop that asks, and the slice would never end.
     */
    public boolean over() {
        return over.getOpaque();
    }

    /** Counts a call that has ended well, and that began at this {@link System#nanoTime}. */
    public void done(long began) {
        calls.increment();
        nanos.recordValue(Math.min(LONGEST_NANOS, Math.max(0, System.nanoTime() - began)));
    }

    /** Counts calls that are too short to be timed one by one: where a call takes some 100 ns, the clock would cost a part of it. */
    public void done(int many, long began) {
        calls.add(many);
        nanos.recordValueWithCount(Math.max(0, (System.nanoTime() - began) / many), many);
    }

    /** Lets no further call begin. */
    public void end() {
        over.set(true);
    }

    public long calls() {
        return calls.sum();
    }

    /** In nanoseconds. */
    public Histogram latencies() {
        return nanos;
    }
}
