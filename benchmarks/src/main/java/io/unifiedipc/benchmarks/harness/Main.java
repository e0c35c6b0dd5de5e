package io.unifiedipc.benchmarks.harness;

import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.report.Report;
import java.nio.file.Path;
import java.util.List;

/** Runs benchmarks as its arguments say. Ends with 0, with 1 where a row failed, with 2 where it could not begin. */
public final class Main {
    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    private Main() {}

    public static void main(String[] words) throws Exception {
        System.exit(run(List.of(words)));
    }

    private static int run(List<String> words) throws Exception {
        List<Group> all = Groups.all();
        List<String> problems = Groups.problems(all);
        if (!problems.isEmpty()) {
            problems.forEach(System.err::println);
            return UNUSABLE;
        }
        Path home = Path.of(System.getProperty("benchmarks.home", "."));
        Report report = new Report(
                home.resolve("results.csv"),
                home.resolve("../docs/benchmarks.md").normalize(),
                all.stream().map(Group::name).toList());
        boolean terminal = Boolean.getBoolean("benchmarks.terminal");
        try {
            Arguments arguments = Arguments.of(words, all);
            Schedule schedule = arguments.quick()
                    ? Schedule.within(Schedule.QUICK_MILLIS, arguments.contenders(), System::nanoTime)
                    : Schedule.full(arguments.contenders(), System::nanoTime);
            Program program = new Program(
                    arguments, schedule, Groups.class.getName(), report, home.resolve("pom.xml"), System.out, terminal);
            return program.run() ? 0 : FAILED;
        } catch (UsageException e) {
            System.err.println(e.getMessage() + ". benchmarks/run --help says what they do.");
            return UNUSABLE;
        }
    }
}
