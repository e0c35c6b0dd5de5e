package io.unifiedipc.benchmarks.report;

import io.unifiedipc.benchmarks.Goal.Metric;
import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.result.Figures;
import io.unifiedipc.benchmarks.result.RowResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cost against size, on logarithmic axes: for each row a plot of nanoseconds, and one of bytes, per call. */
final class LineChart {
    private static final double PLOT_WIDTH = 360;
    private static final double PLOT_HEIGHT = 210;
    private static final double TOP = 34;
    private static final double WIDTH = 2 * PLOT_WIDTH + 20;
    private static final List<Metric> COSTS = List.of(Metric.TIME, Metric.BYTES);

    private LineChart() {}

    static String of(Group group, List<RowResult> results) {
        Svg svg = new Svg();
        String title = group.name() + ": cost of a call against size (lower is better)";
        svg.text(8, 20, "text bold", "start", title);
        double y = TOP;
        for (RowResult row : results.stream().filter(RowResult::measured).toList()) {
            double x = 0;
            for (Metric metric : COSTS) {
                new Plot(svg, x, y, PLOT_WIDTH, PLOT_HEIGHT).draw(row.row().name(), metric, points(row, metric));
                x += PLOT_WIDTH;
            }
            y += PLOT_HEIGHT;
        }
        return svg.finish(WIDTH, y + 10, title);
    }

    /** By size. */
    private static List<Plot.Point> points(RowResult row, Metric metric) {
        List<Plot.Point> points = new ArrayList<>();
        for (Figures each : row.figures()) {
            Sizes.of(each.name()).ifPresent(size -> points.add(new Plot.Point(size, each.name(), each.median(metric))));
        }
        points.sort(Comparator.comparingDouble(Plot.Point::size));
        return points;
    }
}
