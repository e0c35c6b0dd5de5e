package io.unifiedipc.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it, with children, on groups that are measured in moments. */
class ProgramTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void measuresAndWrites() throws Exception {
        assertThat(run(SelfTest.GOOD, "--row", "count", "--quick")).isTrue();
        assertThat(text()).contains("LongAdder", "nanoTime", "object", "met: calls/s", "2 of 2 goals met");
        assertThat(folder).isEmptyDirectory();

        assertThat(run(SelfTest.GOOD, "--quick")).isTrue();
        assertThat(Files.readAllLines(folder.resolve("results.csv")))
                .hasSize(1 + 6 * 3)
                .contains("group,row,metric,ours,reference,ratio,goal,met")
                .anyMatch(line -> line.startsWith("good,count / object,bytes,") && line.endsWith(",<=0.5,yes"));
        assertThat(folder.resolve("docs/benchmarks.md")).content().contains("**count**", "figures are rough");
        assertThat(folder.resolve("docs/benchmarks/good.svg")).content().contains("LongAdder");
    }

    @Test
    void checksAndWritesNothing() throws Exception {
        assertThat(run(SelfTest.GOOD, "--check")).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void recordsEachProcess() throws Exception {
        Path recordings = folder.resolve("jfr");
        assertThat(run(SelfTest.GOOD, "--check", "--row", "server", "--jfr", recordings.toString()))
                .isTrue();
        assertThat(recordings)
                .isDirectoryContaining("glob:**/good-with-a-server-remote-client.jfr")
                .isDirectoryContaining("glob:**/good-with-a-server-served-server.jfr");
    }

    @Test
    void rowThatFailsDoesNotStopTheOthers() throws Exception {
        List<String> quickly = List.of("dies", "throws", "does not close", "lazy");
        Group bad = new Group(
                "bad",
                "",
                SelfTest.BAD.rows().stream()
                        .filter(row -> quickly.contains(row.name()))
                        .toList());
        assertThat(run(bad, "--check")).isFalse();
        assertThat(text()).contains("4 rows failed");
    }

    private boolean run(Group group, String... words) throws Exception {
        printed.reset();
        Arguments arguments = Arguments.of(List.of(words), List.of(group));
        Report report =
                new Report(folder.resolve("results.csv"), folder.resolve("docs/benchmarks.md"), List.of(group.name()));
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Schedule schedule = Schedule.within(1, arguments.contenders(), System::nanoTime);
        return new Program(arguments, schedule, SelfTest.NAME, report, Path.of("pom.xml"), out, false).run();
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
