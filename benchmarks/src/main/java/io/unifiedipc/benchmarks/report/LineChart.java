package io.unifiedipc.benchmarks.report;

import io.unifiedipc.benchmarks.Goal.Metric;
import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.result.RowResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cost against size, on logarithmic axes: for each series of rows a plot of nanoseconds, and one of bytes, per call. */
final class LineChart {
    private static final double PLOT_WIDTH = 360;
    private static final double PLOT_HEIGHT = 210;
    private static final double TOP = 34;
    private static final double WIDTH = 2 * PLOT_WIDTH + 70; // the last plot's names may be longer than it is wide
    private static final List<Metric> COSTS = List.of(Metric.TIME, Metric.BYTES);

    private LineChart() {}

    static String of(Group group, List<RowResult> results) {
        Svg svg = new Svg();
        String title = group.name() + ": cost of a call against size (lower is better)";
        svg.text(8, 20, "text bold", "start", title);
        double y = TOP;
        for (Map.Entry<String, List<RowResult>> series : series(results).entrySet()) {
            double x = 0;
            for (Metric metric : COSTS) {
                new Plot(svg, x, y, PLOT_WIDTH, PLOT_HEIGHT)
                        .draw(series.getKey(), metric, lines(series.getValue(), metric));
                x += PLOT_WIDTH;
            }
            y += PLOT_HEIGHT;
        }
        return svg.finish(WIDTH, y + 10, title);
    }

    private static Map<String, List<RowResult>> series(List<RowResult> results) {
        Map<String, List<RowResult>> series = new LinkedHashMap<>();
        for (RowResult each : results) {
            Optional<Sizes> size = Sizes.of(each.row());
            if (size.isPresent() && each.measured()) {
                series.computeIfAbsent(size.get().series(), name -> new ArrayList<>())
                        .add(each);
            }
        }
        return series;
    }

    /** The points of each contender, by its name. */
    private static Map<String, List<Plot.Point>> lines(List<RowResult> results, Metric metric) {
        Map<String, List<Plot.Point>> lines = new LinkedHashMap<>();
        for (RowResult result : results) {
            Sizes.of(result.row())
                    .ifPresent(size -> result.figures()
                            .forEach(each -> lines.computeIfAbsent(each.name(), name -> new ArrayList<>())
                                    .add(new Plot.Point(size.size(), size.text(), each.median(metric)))));
        }
        return lines;
    }
}
