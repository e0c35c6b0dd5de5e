package io.unifiedipc.benchmarks.harness;

import java.util.concurrent.TimeUnit;

/**
 * Lets a contender make calls until its JIT rests: until two slices, one after the other, in which its compilers worked for less
 * than a fiftieth of the time. A heavy stack on two cores compiles for half a minute, and looks several times dearer meanwhile.
 */
final class WarmUp {
    private static final int SLICES_AT_REST = 2;
    private static final int REST = 50;
    private static final int SLICES_AT_LEAST = 5;
    private static final long SLICE_MOST_MILLIS = 1_000;

    private WarmUp() {}

    /** Whether it rests; else the time was over. */
    static boolean run(Entrant entrant, long mostMillis) throws ChildFailure, InterruptedException {
        long slice = Math.min(SLICE_MOST_MILLIS, Math.max(1, mostMillis / SLICES_AT_LEAST));
        long began = System.nanoTime();
        int atRest = 0;
        while (atRest < SLICES_AT_REST) {
            if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) >= mostMillis) {
                return false;
            }
            Entrant.Lap lap = entrant.lap(slice);
            atRest = lap.jitMillis() * REST <= slice ? atRest + 1 : 0;
        }
        return true;
    }
}
