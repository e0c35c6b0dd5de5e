package io.unifiedipc.benchmarks;

/**
 * What a row is to reach.
 *
 * @param metric of what
 * @param bound at most, or at least, this
 * @param absolute whether the bound is a figure of ours (bytes, nanoseconds); else it is our figure divided by the reference's
 * @param against the contender that the ratio is to: the reference's name, or a peer's
 */
public record Goal(Metric metric, double bound, boolean absolute, String against) {
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
