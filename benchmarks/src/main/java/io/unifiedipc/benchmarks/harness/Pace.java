package io.unifiedipc.benchmarks.harness;

/**
 * How long a row's contenders run.
 *
 * @param rounds in each of which each contender has a slice
 * @param sliceMillis of a slice
 * @param warmMillis that a contender warms up at most
 */
record Pace(int rounds, long sliceMillis, long warmMillis) {
    /** What figures are made with that are to be relied upon. */
    static final Pace FULL = new Pace(11, 1_000, 40_000);

    /** In words. */
    String words() {
        return rounds + " rounds of " + sliceMillis + " ms a contender after at most " + warmMillis / 1000
                + " s of warm-up";
    }

    private static final int QUICK_ROUNDS = 7;
    private static final long SHORTEST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 400;
    private static final int WARM_SHARE = 2;
    private static final long WARM_MOST_MILLIS = 5_000;

    /** The one that lets this many contenders end within so long; half of the time is for warming up. */
    static Pace within(long millis, int contenders) {
        long each = Math.max(0, millis) / contenders;
        long slice = each / WARM_SHARE / QUICK_ROUNDS;
        return new Pace(
                QUICK_ROUNDS,
                Math.min(LONGEST_MILLIS, Math.max(SHORTEST_MILLIS, slice)),
                Math.min(WARM_MOST_MILLIS, Math.max(SHORTEST_MILLIS, each / WARM_SHARE)));
    }
}
