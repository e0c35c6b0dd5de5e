package io.unifiedipc.benchmarks.harness;

import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.Row;
import io.unifiedipc.benchmarks.report.Circumstances;
import io.unifiedipc.benchmarks.report.ConsoleTable;
import io.unifiedipc.benchmarks.report.Report;
import io.unifiedipc.benchmarks.result.RowResult;
import io.unifiedipc.benchmarks.result.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs what the arguments ask for, and tells it. */
final class Program {
    private static final long CHECK_MILLIS = 300;

    private final Arguments arguments;
    private final Report report;
    private final Path pom;
    private final PrintStream out;
    private final Progress progress;
    private final Schedule schedule;
    private final Rows rows;
    private final List<Verdict> verdicts = new ArrayList<>();
    private int failed;

    /**
     * Prepares it.
     *
     * @param catalogue the class that lists the groups, for the children
     * @param pom of the module, for the versions of the peers
     */
    Program(
            Arguments arguments,
            Schedule schedule,
            String catalogue,
            Report report,
            Path pom,
            PrintStream out,
            boolean terminal) {
        this.arguments = arguments;
        this.report = report;
        this.pom = pom;
        this.out = out;
        this.schedule = schedule;
        progress = new Progress(System.err, terminal, arguments.check() ? null : schedule::leftMillis);
        Jvm jvm = arguments.check() ? Jvm.checking() : Jvm.measuring();
        rows = new Rows(
                catalogue, new Children(arguments.jfr() == null ? jvm : jvm.recording(arguments.jfr())), progress);
    }

    /** Whether all rows went through. Goals that are missed are told, and no failure: machines differ. */
    boolean run() throws InterruptedException, IOException {
        if (arguments.jfr() != null) {
            Files.createDirectories(Path.of(arguments.jfr()));
        }
        greet();
        for (Group group : arguments.groups()) {
            List<RowResult> results = new ArrayList<>();
            for (Row row : group.rows()) {
                RowResult result = run(group, row);
                results.add(result);
                verdicts.addAll(result.verdicts());
                failed += result.failed() ? 1 : 0;
            }
            progress.clear();
            if (!arguments.check()) {
                tell(group, results);
            }
        }
        bye();
        return failed == 0;
    }

    private RowResult run(Group group, Row row) throws InterruptedException {
        schedule.opening();
        RowResult result = rows.run(
                group,
                row,
                (each, entrants) -> arguments.check()
                        ? Rows.check(each, entrants, CHECK_MILLIS)
                        : new Measuring(each, entrants, schedule.opened(entrants.size()), progress).run());
        schedule.closed(row.contenders().size());
        return result;
    }

    private void greet() {
        int count = arguments.rows().size();
        if (arguments.check()) {
            out.println("Checking that all contenders of " + count + " rows work.");
            return;
        }
        out.println("Measuring " + count + " rows with " + arguments.contenders() + " contenders; this takes "
                + Progress.about(schedule.leftMillis()) + ". Leave the machine alone meanwhile.");
        if (arguments.quick()) {
            out.println("These figures will be rough: short slices after little warm-up.");
        }
        out.println();
    }

    private void tell(Group group, List<RowResult> results) throws IOException {
        ConsoleTable.of(group, results).forEach(out::println);
        out.println();
        if (arguments.whole()) {
            String pace = arguments.quick() ? "in short slices" : Pace.FULL.words();
            report.write(group, results, Circumstances.now(pom, pace, arguments.quick()));
        }
    }

    private void bye() {
        if (!arguments.check()) {
            out.println(verdicts.stream().filter(Verdict::met).count() + " of " + verdicts.size() + " goals met"
                    + (arguments.quick() ? ", by rough figures." : "."));
            out.println(
                    arguments.whole()
                            ? "Written: " + report.csv() + ", " + report.page() + " and its charts."
                            : "Nothing is written where rows are left out.");
        }
        out.println(failed == 0 ? "All rows went through." : failed + " rows failed; why stands above.");
    }
}
