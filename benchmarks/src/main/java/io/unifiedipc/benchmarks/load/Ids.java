package io.unifiedipc.benchmarks.load;

import java.util.concurrent.atomic.AtomicLong;

/** Identities, as short to make as can be: whoever sends a key has to make one. */
public final class Ids {
    private static final String RUN = "01ac0ffe-babe-7bed-8abc-";
    private static final long FIRST = 100_000_000_000L;
    private static final AtomicLong COUNT = new AtomicLong(FIRST);

    private Ids() {}

    /** One that was not there before, as long as a UUID. */
    public static String next() {
        return RUN + COUNT.incrementAndGet();
    }
}
