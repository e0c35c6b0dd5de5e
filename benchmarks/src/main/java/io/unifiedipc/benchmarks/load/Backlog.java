package io.unifiedipc.benchmarks.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and has not been handled: no more than so many, whoever carries it. One thread sends, and rests while there are
 * as many as there may be, until half of them are gone; any threads handle.
 */
public final class Backlog {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final int most;
    private final int receivers;
    private final AtomicLong handled = new AtomicLong();
    /** Of the sending thread alone. */
    private long sent;
    /** How many were handled when the sending thread last looked. */
    private long seen;

    private long enough;
    private volatile @Nullable Thread sender;

    /** @param receivers how many handle each message */
    public Backlog(int most, int receivers) {
        this.most = most * receivers;
        this.receivers = receivers;
    }

    /** A message is going to be sent; waits until there is room for it. */
    void sending() {
        if (sent - seen >= most) {
            await(sent - most / 2);
        }
        sent += receivers;
    }

    /** Waits until all that was sent is handled. */
    void awaitEmpty() {
        await(sent);
    }

    /** A receiver has handled a message. */
    public void handled() {
        long now = handled.incrementAndGet();
        Thread waiting = sender;
        if (waiting != null && now >= enough) {
            LockSupport.unpark(waiting);
        }
    }

    private void await(long atLeast) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        enough = atLeast; // seen by whoever sees the sender
        sender = Thread.currentThread();
        for (seen = handled.get(); seen < atLeast; seen = handled.get()) {
            LockSupport.parkNanos(this, PATIENCE_NANOS);
            if (System.nanoTime() > until) {
                throw new IllegalStateException(
                        "of " + sent + " messages only " + handled.get() + " were handled: the others are lost");
            }
        }
        sender = null;
    }
}
