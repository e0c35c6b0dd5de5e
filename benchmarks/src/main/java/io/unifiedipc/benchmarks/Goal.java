package io.unifiedipc.benchmarks;

/**
 * What a row is to reach: at most the bound, or at least where a higher figure is the better one.
 *
 * @param metric of what
 * @param kind which figure is compared with the bound
 * @param bound a ratio, or in the metric's unit
 * @param against the contender that ours is compared with: the reference's name, or a peer's; empty where with none
 */
public record Goal(Metric metric, Kind kind, double bound, String against) {
    /** Which figure is compared with the bound. */
    public enum Kind {
        /** Ours divided by the other's. */
        RATIO,
        /** Ours less the other's. */
        DIFFERENCE,
        /** Ours. */
        ABSOLUTE
    }

    /** Ours divided by another contender's figure. */
    public static Goal ratio(Metric metric, double bound, String against) {
        return new Goal(metric, Kind.RATIO, bound, against);
    }

    /** What ours has over another contender's figure. */
    public static Goal difference(Metric metric, double bound, String against) {
        return new Goal(metric, Kind.DIFFERENCE, bound, against);
    }

    /** Our figure by itself. */
    public static Goal absolute(Metric metric, double bound) {
        return new Goal(metric, Kind.ABSOLUTE, bound, "");
    }

    /** What is measured of a call. All are per call but the rate. */
    public enum Metric {
        /** Calls per second of wall-clock time; the more the better. */
        RATE,
        /** Nanoseconds between the ends of two calls: one divided by the rate. */
        TIME,
        /** Nanoseconds of CPU of the whole process, its JIT and GC included. */
        CPU,
        /** Bytes allocated, by all threads. */
        BYTES,
        /** The latency that half of the calls stay below, in nanoseconds. */
        P50,
        /** The latency that 99 of 100 calls stay below, in nanoseconds. */
        P99;

        /** Whether a higher figure is the better one. */
        public boolean up() {
            return this == RATE;
        }
    }
}
