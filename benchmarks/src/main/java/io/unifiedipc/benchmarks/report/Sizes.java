package io.unifiedipc.benchmarks.report;

import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.benchmarks.Row;
import io.unifiedipc.benchmarks.result.RowResult;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sizes at the beginning of contenders' names: "1,000 outstanding". */
final class Sizes {
    private static final Pattern NAME = Pattern.compile("([0-9][0-9,]*) .*");

    private Sizes() {}

    /** The size in this name. */
    static OptionalDouble of(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? OptionalDouble.of(Double.parseDouble(matcher.group(1).replace(",", "")))
                : OptionalDouble.empty();
    }

    /** Whether these rows are curves, and better drawn over their sizes. */
    static boolean in(List<RowResult> results) {
        return !results.isEmpty() && results.stream().allMatch(each -> curve(each.row()));
    }

    private static boolean curve(Row row) {
        return row.contenders().stream().map(Contender::name).allMatch(name -> of(name).isPresent());
    }
}
