package io.unifiedipc.benchmarks.report;

import io.unifiedipc.benchmarks.Goal.Kind;
import io.unifiedipc.benchmarks.Goal.Metric;
import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.result.Figures;
import io.unifiedipc.benchmarks.result.RowResult;
import java.util.List;

/** Bars of a group: for each row its contenders' rates beside the reference's, which is 1. */
final class BarChart {
    private static final double WIDTH = 760;
    private static final double LEFT = 220;
    private static final double RIGHT = 70;
    private static final double BAR = 14;
    private static final double STEP = 19;
    private static final double TITLE = 26;
    private static final double TOP = 34;
    private static final double BASELINE = 11;

    private final Svg svg = new Svg();
    private final double scale;
    private double y = TOP;

    private BarChart(double most) {
        scale = (WIDTH - LEFT - RIGHT) / Math.max(1, most);
    }

    static String of(Group group, List<RowResult> results) {
        List<RowResult> drawn = results.stream().filter(RowResult::measured).toList();
        double most = drawn.stream()
                .flatMap(row -> row.figures().stream().map(each -> ratio(each, row)))
                .max(Double::compare)
                .orElse(1.0);
        BarChart chart = new BarChart(most);
        String title = group.name() + ": calls per second, the reference is 1 (longer is better)";
        chart.svg.text(8, 20, "text bold", "start", title);
        drawn.forEach(chart::row);
        return chart.svg.finish(WIDTH, chart.y + STEP, title);
    }

    private static double ratio(Figures figures, RowResult row) {
        return figures.beside(row.reference(), Metric.RATE, Kind.RATIO).median();
    }

    private void row(RowResult row) {
        y += TITLE;
        svg.text(8, y - 6, "text bold", "start", row.row().name() + (row.noisy() ? " (noisy)" : ""));
        double top = y;
        for (Figures each : row.figures()) {
            double ratio = ratio(each, row);
            String kind = each.equals(row.ours()) ? "ours" : each.equals(row.reference()) ? "raw" : "other";
            String rate = Units.of(Metric.RATE, each.median(Metric.RATE)) + " calls/s";
            svg.text(LEFT - 8, y + BASELINE, each.equals(row.ours()) ? "text bold" : "text", "end", each.name());
            svg.bar(LEFT, y, ratio * scale, BAR, kind, each.name() + ": " + rate);
            svg.text(LEFT + ratio * scale + 6, y + BASELINE, "faint", "start", Units.ratio(ratio));
            y += STEP;
        }
        svg.line(LEFT + scale, top - 3, LEFT + scale, y);
    }
}
