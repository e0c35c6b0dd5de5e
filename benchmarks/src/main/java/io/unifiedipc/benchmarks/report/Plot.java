package io.unifiedipc.benchmarks.report;

import io.unifiedipc.benchmarks.Goal.Metric;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lines through points in a rectangle of a drawing, both axes logarithmic. */
final class Plot {
    private static final double LEFT = 62;
    private static final double RIGHT = 18;
    private static final double ABOVE = 40;
    private static final double BELOW = 30;
    private static final double LINE = 14;
    private static final int COLOURS = 3;

    /** A cost at a size. */
    record Point(double size, String text, double cost) {}

    private final Svg svg;
    private final double x;
    private final double y;
    private final double width;
    private final double height;

    /** At this place of the drawing, axes and titles within. */
    Plot(Svg svg, double x, double y, double width, double height) {
        this.svg = svg;
        this.x = x + LEFT;
        this.y = y + ABOVE;
        this.width = width - LEFT - RIGHT;
        this.height = height - ABOVE - BELOW;
    }

    void draw(String series, Metric metric, Map<String, List<Point>> lines) {
        List<Point> all = lines.values().stream().flatMap(List::stream).toList();
        LogScale sizes = LogScale.of(all.stream().map(Point::size).toList());
        LogScale costs = LogScale.of(all.stream().map(Point::cost).toList());
        svg.text(x, y - LINE * 2 + 4, "text bold", "start", series + ": " + Units.word(metric) + " per call");
        axes(metric, sizes, costs, all);
        int colour = 0;
        double legend = x;
        for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
            String classes = "s" + Math.min(colour++, COLOURS - 1);
            svg.path(path(line.getValue(), sizes, costs), classes);
            for (Point point : line.getValue()) {
                String told = line.getKey() + ", " + point.text() + ": " + Units.of(metric, point.cost());
                svg.dot(across(sizes, point.size()), down(costs, point.cost()), classes, told);
            }
            svg.dot(legend + 3, y - LINE + 2, classes, line.getKey());
            svg.text(legend + 10, y - LINE + 6, "faint", "start", line.getKey());
            legend += 24 + line.getKey().length() * 6.5;
        }
    }

    private void axes(Metric metric, LogScale sizes, LogScale costs, List<Point> all) {
        for (double tick : costs.ticks()) {
            svg.line(x, down(costs, tick), x + width, down(costs, tick));
            svg.text(x - 6, down(costs, tick) + 4, "faint", "end", Units.of(metric, tick));
        }
        svg.line(x, y, x, y + height);
        double free = x - LEFT;
        for (Point each : all.stream()
                .distinct()
                .sorted((a, b) -> Double.compare(a.size(), b.size()))
                .toList()) {
            double at = across(sizes, each.size());
            double half = each.text().length() * 3.5;
            if (at - half > free) {
                svg.text(at, y + height + LINE + 2, "faint", "middle", each.text());
                free = at + half + 4;
            }
        }
    }

    private String path(List<Point> points, LogScale sizes, LogScale costs) {
        return points.stream()
                .map(point -> Svg.point(across(sizes, point.size()), down(costs, point.cost())))
                .collect(Collectors.joining(" "));
    }

    private double across(LogScale scale, double size) {
        return x + scale.place(size) * width;
    }

    private double down(LogScale scale, double cost) {
        return y + height - scale.place(cost) * height;
    }
}
