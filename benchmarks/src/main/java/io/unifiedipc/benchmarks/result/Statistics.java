package io.unifiedipc.benchmarks.result;

import java.util.Arrays;

/**
 * Medians, and the 95% interval of a median.
 *
 * <p>The interval is the exact one by order statistics: of <i>n</i> independent values, the number below the true median is
 * binomial with 1/2, whatever the values' distribution; so the <i>k</i>-th smallest and the <i>k</i>-th largest enclose the
 * median with the probability 1 - 2 P(B(n, 1/2) &lt; k). The largest <i>k</i> is taken for which that is 95% at least (David and
 * Nagaraja, Order Statistics, 3rd edition, section 7.1). Nothing is drawn by chance: equal values give equal intervals.
 */
public final class Statistics {
    /** With fewer values not even the smallest and the largest enclose the median with 95%. */
    public static final int FEWEST = 6;

    private static final double OUTSIDE = 0.05;

    private Statistics() {}

    /** The middle value; the mean of both where there are two. */
    public static double median(double... values) {
        double[] sorted = sorted(values);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The median and its interval; the smallest and the largest value where there are fewer than {@link #FEWEST}. */
    public static Interval interval(double... values) {
        double[] sorted = sorted(values);
        int rank = Math.max(1, rank(sorted.length));
        return new Interval(median(sorted), sorted[rank - 1], sorted[sorted.length - rank]);
    }

    /** The largest k of the class comment; zero where there is none. */
    static int rank(int count) {
        double chance = Math.pow(0.5, count); // P(B = 0), then of each further outcome
        double below = chance;
        int rank = 0;
        while (2 * below <= OUTSIDE) {
            rank++;
            chance = chance * (count - rank + 1) / rank;
            below += chance;
        }
        return rank;
    }

    private static double[] sorted(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("there is no median of no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
