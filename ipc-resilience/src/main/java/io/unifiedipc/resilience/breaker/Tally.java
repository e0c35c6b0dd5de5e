package io.unifiedipc.resilience.breaker;

/** How many calls were counted, and how many of them failed or were slow; one may be both. */
record Tally(int calls, int failed, int slow) {
    static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(boolean failure, boolean slowly) {
        return new Tally(calls + 1, failed + (failure ? 1 : 0), slow + (slowly ? 1 : 0));
    }
}
