package io.unifiedipc.benchmarks.report;

import io.unifiedipc.benchmarks.Goal.Kind;
import io.unifiedipc.benchmarks.Goal.Metric;
import io.unifiedipc.benchmarks.result.Figures;
import io.unifiedipc.benchmarks.result.RowResult;
import java.util.List;

/** What stands in a table, on the console and in the page: a contender a line, its ratios to the reference beside its figures. */
final class Cells {
    static final List<String> HEADER = List.of("", "calls/s", "×", "time", "CPU", "×", "bytes", "×", "p50", "p99");

    private Cells() {}

    /** Of ours, the reference, and the peers. */
    static List<List<String>> of(RowResult result) {
        return result.figures().stream()
                .map(each -> line(each, result.reference()))
                .toList();
    }

    private static List<String> line(Figures figures, Figures reference) {
        return List.of(
                figures.name(),
                value(figures, Metric.RATE),
                ratio(figures, reference, Metric.RATE),
                value(figures, Metric.TIME),
                value(figures, Metric.CPU),
                ratio(figures, reference, Metric.CPU),
                value(figures, Metric.BYTES),
                ratio(figures, reference, Metric.BYTES),
                value(figures, Metric.P50),
                value(figures, Metric.P99));
    }

    private static String value(Figures figures, Metric metric) {
        return Units.of(metric, figures.median(metric));
    }

    private static String ratio(Figures figures, Figures reference, Metric metric) {
        return figures.equals(reference)
                ? ""
                : Units.ratio(figures.beside(reference, metric, Kind.RATIO).median());
    }
}
