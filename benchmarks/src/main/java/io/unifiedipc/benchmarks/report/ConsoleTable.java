package io.unifiedipc.benchmarks.report;

import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.result.RowResult;
import io.unifiedipc.benchmarks.result.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A group's results as lines of text. */
public final class ConsoleTable {
    private static final String GAP = "  ";

    private ConsoleTable() {}

    public static List<String> of(Group group, List<RowResult> results) {
        List<List<String>> all = new ArrayList<>(List.of(Cells.HEADER));
        results.forEach(result -> all.addAll(Cells.of(result)));
        int[] widths = widths(all);
        List<String> lines = new ArrayList<>(List.of(group.name() + ": " + group.question(), ""));
        lines.add(GAP + line(Cells.HEADER, widths));
        for (RowResult result : results) {
            lines.add(result.row().name() + (result.noisy() ? "  (noisy)" : ""));
            if (result.failed()) {
                lines.add(GAP + "failed: " + result.failure());
            }
            Cells.of(result).forEach(cells -> lines.add(GAP + line(cells, widths)));
            for (Verdict verdict : result.verdicts()) {
                lines.add(GAP + Sentences.word(verdict) + ": " + Sentences.of(verdict));
            }
            Sentences.notes(result).forEach(note -> lines.add(GAP + note));
        }
        return lines;
    }

    private static int[] widths(List<List<String>> all) {
        int[] widths = new int[Cells.HEADER.size()];
        for (List<String> cells : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], cells.get(i).length());
            }
        }
        return widths;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String space = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? cells.get(i) + space : GAP + space + cells.get(i));
        }
        return line.toString().stripTrailing();
    }
}
