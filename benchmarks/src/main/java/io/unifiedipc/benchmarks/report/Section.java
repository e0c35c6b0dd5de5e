package io.unifiedipc.benchmarks.report;

import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.result.RowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A group's part of the page, in Markdown. */
final class Section {
    private Section() {}

    static String of(Group group, List<RowResult> results, Circumstances seen) {
        List<String> lines = new ArrayList<>();
        lines.add(group.question());
        lines.add("");
        lines.add("Measured on " + seen.date() + ", " + seen.pace() + ". Machine: " + seen.machine() + ".");
        if (seen.rough()) {
            lines.add(
                    "**These figures are rough**: they were made by `--quick`, with short slices after little warm-up.");
        }
        lines.add("");
        lines.add("![" + group.name() + "](benchmarks/" + group.name() + ".svg)");
        lines.add("");
        lines.add(line(Cells.HEADER));
        lines.add("|---|" + "---:|".repeat(Cells.HEADER.size() - 1));
        results.forEach(result -> lines.addAll(table(result)));
        add("Goals", results.stream().flatMap(Section::goals).toList(), lines);
        add("Notes", results.stream().flatMap(Section::notes).toList(), lines);
        lines.add("");
        lines.add("Versions: " + String.join(", ", seen.versions()) + ".");
        return String.join("\n", lines);
    }

    private static List<String> table(RowResult result) {
        List<String> lines = new ArrayList<>();
        String name = "**" + escaped(result.row().name()) + "**" + (result.noisy() ? " (noisy)" : "");
        lines.add("| " + name + (result.failed() ? ": failed" : "") + " |" + " |".repeat(Cells.HEADER.size() - 1));
        Cells.of(result).forEach(cells -> lines.add(line(cells)));
        return lines;
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Section::escaped).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static Stream<String> goals(RowResult result) {
        return result.verdicts().stream()
                .map(each -> "**" + Sentences.word(each) + "** " + result.row().name() + ": " + Sentences.of(each));
    }

    private static Stream<String> notes(RowResult result) {
        List<String> notes = result.failed() ? List.of("failed: " + result.failure()) : Sentences.notes(result);
        return notes.stream().map(note -> result.row().name() + ": " + note);
    }

    private static void add(String title, List<String> points, List<String> lines) {
        if (!points.isEmpty()) {
            lines.add("");
            lines.add(title + ":");
            lines.add("");
            points.forEach(point -> lines.add("* " + escaped(point)));
        }
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
