package io.unifiedipc.benchmarks.harness;

/**
 * What a process has used since it began, or between two readings.
 *
 * @param cpuNanos of all its threads, JIT and GC included
 * @param bytes allocated by all its threads
 * @param jitMillis that its JIT worked
 */
record Usage(long cpuNanos, long bytes, long jitMillis) {
    static final Usage NONE = new Usage(0, 0, 0);

    Usage since(Usage before) {
        return new Usage(cpuNanos - before.cpuNanos, bytes - before.bytes, jitMillis - before.jitMillis);
    }

    String line() {
        return cpuNanos + " " + bytes + " " + jitMillis;
    }

    static Usage parse(String line) {
        long[] numbers = Lines.numbers(line, 3);
        return new Usage(numbers[0], numbers[1], numbers[2]);
    }
}
