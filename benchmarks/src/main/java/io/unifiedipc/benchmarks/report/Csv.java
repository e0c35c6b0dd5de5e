package io.unifiedipc.benchmarks.report;

import io.unifiedipc.benchmarks.Goal;
import io.unifiedipc.benchmarks.Goal.Kind;
import io.unifiedipc.benchmarks.Goal.Metric;
import io.unifiedipc.benchmarks.result.Figures;
import io.unifiedipc.benchmarks.result.RowResult;
import io.unifiedipc.benchmarks.result.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file of all figures: a line for each metric of a row, ours beside the reference's, and beside each peer's under the row's
 * name with the peer's after it. The rate is in calls a second, bytes in bytes, all else in nanoseconds. A metric with two goals
 * has two lines. Fields are quoted as RFC 4180, section 2, has it; lines end with a line feed.
 */
public final class Csv {
    private static final String HEADER = "group,row,metric,ours,reference,ratio,goal,met";

    private Csv() {}

    /** The file's new text: what it had of other groups, and these results in place of what it had of theirs. */
    public static String merge(String before, List<String> order, Map<String, List<RowResult>> results) {
        Map<String, List<String>> lines = new TreeMap<>((a, b) -> {
            int byOrder = Integer.compare(place(order, a), place(order, b));
            return byOrder == 0 ? a.compareTo(b) : byOrder;
        });
        before.lines()
                .skip(1)
                .forEach(line -> lines.computeIfAbsent(
                                line.substring(0, Math.max(0, line.indexOf(','))), group -> new ArrayList<>())
                        .add(line));
        results.forEach((group, each) -> lines.put(group, lines(group, each)));
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        lines.values().forEach(each -> each.forEach(line -> text.append(line).append('\n')));
        return text.toString();
    }

    private static int place(List<String> order, String group) {
        int place = order.indexOf(group);
        return place < 0 ? order.size() : place;
    }

    static List<String> lines(String group, List<RowResult> results) {
        List<String> lines = new ArrayList<>();
        for (RowResult result : results) {
            if (!result.measured()) {
                continue; // it has no figures; the page says so
            }
            String row = result.row().name();
            lines(group, row, result, result.reference(), lines);
            for (Figures peer : result.peers()) {
                lines(group, row + " / " + peer.name(), result, peer, lines);
            }
        }
        return lines;
    }

    private static void lines(String group, String row, RowResult result, Figures other, List<String> lines) {
        for (Metric metric : Metric.values()) {
            List<Verdict> verdicts = result.verdicts().stream()
                    .filter(verdict -> concerns(verdict.goal(), metric, other, result))
                    .toList();
            String figures = String.join(
                    ",",
                    quoted(group),
                    quoted(row),
                    metric.name().toLowerCase(Locale.ROOT),
                    number(result.ours().median(metric)),
                    number(other.median(metric)),
                    number(result.ours().beside(other, metric, Kind.RATIO).median()));
            if (verdicts.isEmpty()) {
                lines.add(figures + ",,");
            }
            verdicts.forEach(each -> lines.add(figures + "," + goal(each.goal()) + "," + (each.met() ? "yes" : "no")));
        }
    }

    private static boolean concerns(Goal goal, Metric metric, Figures other, RowResult result) {
        String against = goal.kind() == Kind.ABSOLUTE ? result.reference().name() : goal.against();
        return goal.metric() == metric && against.equals(other.name());
    }

    /** Of a ratio without a unit, as {@code <=0.4}; of a difference as {@code <=+40 ns}; of our own figure as {@code <=500 B}. */
    private static String goal(Goal goal) {
        String sign = goal.metric().up() ? ">=" : "<=";
        return switch (goal.kind()) {
            case RATIO -> sign + number(goal.bound());
            case DIFFERENCE -> sign + "+" + number(goal.bound()) + unit(goal.metric());
            case ABSOLUTE -> sign + number(goal.bound()) + unit(goal.metric());
        };
    }

    private static String unit(Metric metric) {
        return switch (metric) {
            case RATE -> " calls/s";
            case BYTES -> " B";
            default -> " ns";
        };
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return new BigDecimal(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }

    static String quoted(String field) {
        return field.matches("[^,\"\r\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
