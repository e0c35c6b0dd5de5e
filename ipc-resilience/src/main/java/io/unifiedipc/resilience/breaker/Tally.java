package io.unifiedipc.resilience.breaker;

import org.jspecify.annotations.Nullable;

/** How many calls were counted, and how many of them failed or were slow; one may be both. */
record Tally(int calls, int failed, int slow) {
    static final Tally NONE = new Tally(0, 0, 0);

    /** Null where none failed or was slow: no rule is against that, so nothing is made for it. */
    static @Nullable Tally unlessWell(int calls, int failed, int slow) {
        return failed == 0 && slow == 0 ? null : new Tally(calls, failed, slow);
    }

    Tally plus(boolean failure, boolean slowly) {
        return new Tally(calls + 1, failed + (failure ? 1 : 0), slow + (slowly ? 1 : 0));
    }
}
