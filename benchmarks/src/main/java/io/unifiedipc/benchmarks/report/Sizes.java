package io.unifiedipc.benchmarks.report;

import io.unifiedipc.benchmarks.Row;
import io.unifiedipc.benchmarks.result.RowResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size at the end of a row's name: "outstanding 1000", "payload 10 MB".
 *
 * @param series the name before it
 * @param size the number, units counted in
 * @param text as it stands there
 */
record Sizes(String series, double size, String text) {
    private static final Pattern NAME = Pattern.compile("(.*\\S)\\s+(([0-9][0-9,]*)(?:\\s*(B|kB|MB))?)");
    private static final Map<String, Double> UNITS = Map.of("B", 1.0, "kB", 1e3, "MB", 1e6);

    static Optional<Sizes> of(Row row) {
        Matcher matcher = NAME.matcher(row.name());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(4);
        double number = Double.parseDouble(matcher.group(3).replace(",", ""));
        double one = unit == null ? 1 : UNITS.getOrDefault(unit, 1.0);
        return Optional.of(new Sizes(matcher.group(1), number * one, matcher.group(2)));
    }

    /** Whether these rows differ by size, and are better drawn over it. */
    static boolean in(List<RowResult> results) {
        return !results.isEmpty()
                && results.stream().allMatch(each -> of(each.row()).isPresent());
    }
}
