package io.unifiedipc.benchmarks.report;

import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.result.RowResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes what came of groups: {@code results.csv}, the page and its charts. What there is of other groups stays.
 *
 * @param csv the file of all figures
 * @param page the page; its charts are in the folder beside it that has its name
 * @param order of the groups in the file
 */
public record Report(Path csv, Path page, List<String> order) {
    /** Writes one group's results. */
    public void write(Group group, List<RowResult> results, Circumstances seen) throws IOException {
        write(csv, Csv.merge(text(csv), order, Map.of(group.name(), results)));
        write(page, Page.with(text(page), group.name(), Section.of(group, results, seen)));
        String chart = Sizes.in(results) ? LineChart.of(group, results) : BarChart.of(group, results);
        write(charts().resolve(group.name() + ".svg"), chart);
    }

    private Path charts() {
        return page.resolveSibling(page.getFileName().toString().replaceFirst("\\.md$", ""));
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }
}
