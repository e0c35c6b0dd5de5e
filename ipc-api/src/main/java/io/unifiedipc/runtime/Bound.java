package io.unifiedipc.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/** A number of permits. It never counts more than there are, not even for a moment. */
final class Bound {
    private final AtomicInteger taken = new AtomicInteger();
    private final int most;

    Bound(int most) {
        this.most = most;
    }

    int most() {
        return most;
    }

    int taken() {
        return taken.get();
    }

    boolean take() {
        for (int now = taken.get(); now < most; now = taken.get()) {
            if (taken.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    void giveBack() {
        taken.decrementAndGet();
    }
}
