package io.unifiedipc.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Where a value lies between two ends, when each factor of ten is equally long. The ends are powers of ten. */
record LogScale(double low, double high) {
    private static final double BASE = 10;

    /** One that holds all values above zero. */
    static LogScale of(List<Double> values) {
        List<Double> shown = values.stream().filter(value -> value > 0).toList();
        double least = shown.stream().min(Double::compare).orElse(1.0);
        double most = shown.stream().max(Double::compare).orElse(1.0);
        double low = Math.pow(BASE, Math.floor(Math.log10(least)));
        double high = Math.pow(BASE, Math.ceil(Math.log10(most)));
        return new LogScale(low, high > low ? high : low * BASE);
    }

    /** From 0 at the low end to 1 at the high one; what is not above zero is at the low end. */
    double place(double value) {
        return value <= 0 ? 0 : (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low));
    }

    /** The powers of ten from end to end. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (double tick = low; tick < high * 2; tick *= BASE) {
            ticks.add(tick);
        }
        return ticks;
    }
}
