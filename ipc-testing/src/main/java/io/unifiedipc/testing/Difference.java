package io.unifiedipc.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened more often in one place than in the other.
 *
 * @param because why that is right; null where nobody has said so
 */
record Difference(
        Summary.Line line,
        int inMemory,
        int elsewhere,
        @Nullable String because) {
    /** All of one test; what is declared of it is given. */
    static List<Difference> between(Summary memory, Summary other, String where, List<Differs> declared) {
        TreeSet<Summary.Line> lines = new TreeSet<>(memory.counts().keySet());
        lines.addAll(other.counts().keySet());
        List<Difference> all = new ArrayList<>();
        for (Summary.Line line : lines) {
            if (memory.count(line) != other.count(line)) {
                all.add(new Difference(line, memory.count(line), other.count(line), because(line, where, declared)));
            }
        }
        return all;
    }

    private static @Nullable String because(Summary.Line line, String where, List<Differs> declared) {
        for (Differs each : declared) {
            if ((each.on().isEmpty() || each.on().equals(where))
                    && (each.channel().isEmpty() || each.channel().equals(line.channel()))
                    && List.of(each.what()).contains(line.what())) {
                return each.because();
            }
        }
        return null;
    }

    /** A row of a report: memory's number, the other's, and what of. */
    String row() {
        String group = line.group().isEmpty() ? "" : " by '" + line.group() + "'";
        return String.format(
                Locale.ROOT,
                "%8d %8d  %s %s%s on '%s': %s%s",
                inMemory,
                elsewhere,
                line.operation(),
                line.what().name().toLowerCase(Locale.ROOT),
                group,
                line.channel(),
                line.outcome(),
                because == null ? "" : "  (expected: " + because + ")");
    }
}
