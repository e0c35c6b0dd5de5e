package io.unifiedipc.samples.checkout.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as people read it. */
public final class Table {
    private Table() {}

    /** A line for each style, one for all lines of the input. */
    public static List<String> of(Report report) {
        List<String> rows = new ArrayList<>();
        rows.add(row("style", "calls", "ok", "refused", "p50 ms", "p99 ms", "failed"));
        for (Style style : Style.values()) {
            Tally tally = report.of(style);
            rows.add(row(
                    style.title(),
                    number(tally.calls()),
                    number(tally.calls() - tally.refused() - tally.failed()),
                    number(tally.refused()),
                    String.format(Locale.ROOT, "%.2f", tally.millis(50)),
                    String.format(Locale.ROOT, "%.2f", tally.millis(99)),
                    tally.failed() == 0 ? "none" : counted(tally.failures())));
        }
        rows.add("");
        rows.add("  " + number(report.lines()) + " lines: " + number(report.placed()) + " placed, "
                + number(report.refused().values().stream().mapToInt(n -> n).sum()) + " refused"
                + (report.refused().isEmpty() ? "" : " (" + counted(report.refused()) + ")") + ", "
                + number(report.sent()) + " cancels and notes, " + number(report.failed()) + " failed");
        return rows;
    }

    /** A number with its thousands apart. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "  %-38s %6s %6s %8s %9s %9s   %s", (Object[]) cells);
    }

    private static String counted(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(each -> each.getKey() + " " + number(each.getValue()))
                .collect(Collectors.joining(", "));
    }
}
