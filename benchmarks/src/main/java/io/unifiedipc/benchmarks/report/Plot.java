package io.unifiedipc.benchmarks.report;

import io.unifiedipc.benchmarks.Goal.Metric;
import java.util.List;
import java.util.stream.Collectors;

/** A line through points in a rectangle of a drawing, both axes logarithmic. */
final class Plot {
    private static final double LEFT = 62;
    private static final double RIGHT = 18;
    private static final double ABOVE = 40;
    private static final double BELOW = 30;
    private static final double LINE = 14;

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

    void draw(String title, Metric metric, List<Point> points) {
        LogScale sizes = LogScale.of(points.stream().map(Point::size).toList());
        LogScale costs = LogScale.of(points.stream().map(Point::cost).toList());
        svg.text(x, y - LINE, "text bold", "start", title + ": " + Units.word(metric) + " per call");
        axes(metric, sizes, costs);
        svg.path(path(points, sizes, costs), "s0");
        for (Point point : points) {
            String told = point.text() + ": " + Units.of(metric, point.cost());
            svg.dot(across(sizes, point.size()), down(costs, point.cost()), "s0", told);
        }
    }

    private void axes(Metric metric, LogScale sizes, LogScale costs) {
        for (double tick : costs.ticks()) {
            svg.line(x, down(costs, tick), x + width, down(costs, tick));
            svg.text(x - 6, down(costs, tick) + 4, "faint", "end", Units.of(metric, tick));
        }
        svg.line(x, y, x, y + height);
        for (double tick : sizes.ticks()) {
            svg.line(across(sizes, tick), y + height, across(sizes, tick), y + height + 4);
            svg.text(across(sizes, tick), y + height + LINE + 4, "faint", "middle", Units.count(tick));
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
