package io.unifiedipc.benchmarks.result;

import io.unifiedipc.benchmarks.Goal.Metric;

/**
 * What one slice of one contender came to.
 *
 * @param calls that ended in it, one at least
 * @param wallNanos how long it took, until the last call had ended
 * @param cpuNanos of the measured process, its JIT and GC included
 * @param bytes allocated in the measured process
 * @param p50Nanos the median latency, as the client sees it
 * @param p99Nanos the 99th percentile of it
 */
public record Sample(long calls, long wallNanos, long cpuNanos, long bytes, long p50Nanos, long p99Nanos) {
    private static final double NANOS_IN_SECOND = 1e9;

    /** Its figure, in the metric's unit. */
    public double of(Metric metric) {
        double each = calls;
        return switch (metric) {
            case RATE -> calls * NANOS_IN_SECOND / wallNanos;
            case TIME -> wallNanos / each;
            case CPU -> cpuNanos / each;
            case BYTES -> bytes / each;
            case P50 -> p50Nanos;
            case P99 -> p99Nanos;
        };
    }
}
