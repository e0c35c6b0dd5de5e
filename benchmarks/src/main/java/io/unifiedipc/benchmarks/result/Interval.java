package io.unifiedipc.benchmarks.result;

/**
 * A median, and between which bounds it lies with a probability of 95%.
 *
 * @param median of the values seen
 * @param low the lower bound
 * @param high the upper bound
 */
public record Interval(double median, double low, double high) {
    private static final double NOISY = 0.2;

    /** Whether it is too wide to be relied upon: wider than a fifth of its median. */
    public boolean noisy() {
        return !(high - low <= NOISY * Math.abs(median));
    }
}
