package io.unifiedipc.benchmarks.report;

import io.unifiedipc.benchmarks.Goal.Metric;
import java.util.List;
import java.util.Locale;

/** Figures as a person reads them: three digits that count, and the unit that makes them short. */
final class Units {
    private static final double THOUSAND = 1000;
    private static final double TENTH = 0.1;
    private static final int TEN = 10;
    private static final int HUNDRED = 100;
    private static final List<String> NANOS = List.of("ns", "µs", "ms", "s");
    private static final List<String> BYTES = List.of("B", "kB", "MB", "GB");

    private Units() {}

    static String of(Metric metric, double value) {
        return switch (metric) {
            case RATE -> rate(value);
            case BYTES -> scaled(value, BYTES);
            default -> scaled(value, NANOS);
        };
    }

    /** The word for it, in tables and sentences. */
    static String word(Metric metric) {
        return switch (metric) {
            case RATE -> "calls/s";
            case TIME -> "time";
            case CPU -> "CPU";
            case BYTES -> "bytes";
            case P50 -> "p50";
            case P99 -> "p99";
        };
    }

    /** A quotient; a dash where there is none, as the divisor is zero. */
    static String ratio(double value) {
        return Double.isFinite(value) ? digits(value) : "-";
    }

    private static String rate(double value) {
        return value < THOUSAND * THOUSAND
                ? String.format(Locale.ROOT, value < HUNDRED ? "%.1f" : "%,.0f", value)
                : digits(value / THOUSAND / THOUSAND) + " M";
    }

    private static String scaled(double value, List<String> units) {
        double left = value;
        int unit = 0;
        while (Math.abs(left) >= THOUSAND && unit < units.size() - 1) {
            left /= THOUSAND;
            unit++;
        }
        return digits(left) + " " + units.get(unit);
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        String format = size >= HUNDRED ? "%.0f" : size >= TEN ? "%.1f" : size >= TENTH || size == 0 ? "%.2f" : "%.2g";
        return String.format(Locale.ROOT, format, value);
    }
}
