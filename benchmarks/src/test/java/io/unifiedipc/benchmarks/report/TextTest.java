package io.unifiedipc.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.benchmarks.Goal;
import io.unifiedipc.benchmarks.Goal.Metric;
import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.result.Results;
import io.unifiedipc.benchmarks.result.RowResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console's table, the page, and the words of both. */
class TextTest {
    private static final RowResult RESULT = Results.of(
            "one caller",
            Goal.ratio(Metric.RATE, 0.95, "peer"),
            new long[] {900, 900, 900},
            new long[] {1000, 1000, 3000},
            new long[] {450, 450, 450});
    private static final RowResult DEAD = RowResult.failed(Results.row("two callers"), "it died");
    private static final Group GROUP = new Group("test", "What does it cost?", List.of(RESULT.row(), DEAD.row()));

    @Test
    void figuresHaveTheUnitThatMakesThemShort() {
        assertThat(Units.of(Metric.TIME, 13.04)).isEqualTo("13.0 ns");
        assertThat(Units.of(Metric.TIME, 48_123)).isEqualTo("48.1 µs");
        assertThat(Units.of(Metric.P99, 2e9)).isEqualTo("2.00 s");
        assertThat(Units.of(Metric.BYTES, 0.4)).isEqualTo("0.40 B");
        assertThat(Units.of(Metric.BYTES, 10_800)).isEqualTo("10.8 kB");
        assertThat(Units.of(Metric.BYTES, -48)).isEqualTo("-48.0 B");
        assertThat(Units.of(Metric.RATE, 20_833.4)).isEqualTo("20,833");
        assertThat(Units.of(Metric.RATE, 3_021_000)).isEqualTo("3.02 M");
        assertThat(Units.ratio(Double.NaN)).isEqualTo("-");
        assertThat(Units.ratio(0.9512)).isEqualTo("0.95");
        assertThat(Units.ratio(0.0123)).isEqualTo("0.012");
        assertThat(Units.ratio(0)).isEqualTo("0.00");
    }

    @Test
    void tableHasContendersGoalsAndNotes() {
        List<String> lines = ConsoleTable.of(GROUP, List.of(RESULT, DEAD));
        assertThat(lines)
                .contains("test: What does it cost?", "one caller  (noisy)", "two callers", "  failed: it died")
                .contains("  met: calls/s 2.00 of that of peer (95%: 2.00 to 2.00), at least 0.95 wanted")
                .anyMatch(line -> line.matches(" +calls/s +× +time +CPU +× +bytes +× +p50 +p99"))
                .anyMatch(line ->
                        line.matches(" +peer +450 +0.45 +2.22 ms +1.11 ms +2.22 +100 B +1.00 +2.22 ms +8.89 ms"));
    }

    @Test
    void partsOfThePageAreReplacedAndAllElseStays() {
        String page = "# Title\n\nProse.\n\n<!-- generated: a -->\nold\n<!-- end: a -->\n\nMore prose.\n";
        String after = Page.with(Page.with(page, "a", "new"), "b", "first");
        assertThat(after).isEqualTo("""
                        # Title

                        Prose.

                        <!-- generated: a -->
                        new
                        <!-- end: a -->

                        More prose.

                        ## b

                        <!-- generated: b -->
                        first
                        <!-- end: b -->
                        """);
        assertThatThrownBy(() -> Page.with("<!-- generated: a -->", "a", "x")).hasMessageContaining("<!-- end: a -->");
    }

    @Test
    void sectionSaysHowAndWhetherGoalsAreMet() {
        Circumstances seen = new Circumstances("2026-11-21", "a machine", "11 rounds", true, List.of("peer 1.0"));
        assertThat(Section.of(GROUP, List.of(RESULT, DEAD), seen))
                .contains("Measured on 2026-11-21, 11 rounds. Machine: a machine.", "figures are rough", "peer 1.0")
                .contains("| **one caller** (noisy) | | | | | | | | | |", "| **two callers**: failed |")
                .contains("* **met** one caller: calls/s 2.00 of that of peer", "* two callers: failed: it died")
                .contains("| raw, \"bare\" & &lt;plain> | 1,000 |");
    }

    @Test
    void versionsAreThoseOfTheJars(@TempDir Path folder) throws Exception {
        Path pom = Files.writeString(
                folder.resolve("pom.xml"),
                "<dependency><groupId>a</groupId><artifactId>vertx</artifactId></dependency>"
                        + "<dependency><artifactId>absent</artifactId></dependency>"
                        + "<dependency><artifactId>junit</artifactId><scope>test</scope></dependency>");
        String classPath = String.join(
                java.io.File.pathSeparator,
                "/lib/vertx-core-4.0.jar",
                "/lib/vertx-4.5.1.Final.jar",
                "/lib/junit-5.jar");
        assertThat(Versions.of(pom, classPath)).containsExactly("vertx 4.5.1.Final");
    }

    @Test
    void machineIsTold() {
        assertThat(Machine.text()).contains(" cores, ", "GiB", System.getProperty("java.runtime.version"));
    }
}
