package io.unifiedipc.resilience.retry;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many further attempts there may be: a share of the calls, and a reserve. When much fails, what retries add to the load is
 * that share and no more.
 */
final class Budget {
    /** The attempts in reserve, at the beginning and at most. */
    static final int MOST = 10;

    private static final int ONE = 100;
    private static final long FULL = (long) MOST * ONE;

    private final int share;
    private final AtomicLong left = new AtomicLong(FULL);

    /** With so many attempts for a hundred calls. */
    Budget(int share) {
        this.share = share;
    }

    /** A call has begun. Where the reserve is full, as it mostly is, this only reads. */
    void earn() {
        long now = left.get();
        while (now < FULL && !left.compareAndSet(now, Math.min(FULL, now + share))) {
            now = left.get();
        }
    }

    /** Takes one further attempt, or answers false where there is none. */
    boolean spend() {
        long now = left.get();
        while (now >= ONE) {
            if (left.compareAndSet(now, now - ONE)) {
                return true;
            }
            now = left.get();
        }
        return false;
    }
}
