package io.unifiedipc.benchmarks.harness;

import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.Row;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param groups to run, with the rows to run
 * @param quick whether to be done in five minutes
 * @param check whether only to see that all contenders work
 * @param whole whether no row was left out
 * @param jfr the folder for a flight recording of each process; null for none
 */
record Arguments(
        List<Group> groups,
        boolean quick,
        boolean check,
        boolean whole,
        @Nullable String jfr) {
    private static final String OPTIONS = "--quick, --check, --row TEXT, --jfr FOLDER, --help";

    static Arguments of(List<String> words, List<Group> all) throws UsageException {
        Set<String> names = new HashSet<>();
        boolean quick = false;
        boolean check = false;
        String row = null;
        String jfr = null;
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.pop();
            switch (word) {
                case "--quick" -> quick = true;
                case "--check" -> check = true;
                case "--row" -> row = value(word, left);
                case "--jfr" -> jfr = value(word, left);
                default -> names.add(group(word, all));
            }
        }
        if (quick && check) {
            throw new UsageException("--quick measures and --check does not: give one of them");
        }
        List<Group> groups = all.stream()
                .filter(group -> names.isEmpty() || names.contains(group.name()))
                .toList();
        return new Arguments(row == null ? groups : having(row, groups), quick, check, row == null, jfr);
    }

    private static String group(String word, List<Group> all) throws UsageException {
        List<String> names = all.stream().map(Group::name).toList();
        if (!names.contains(word)) {
            throw new UsageException("'" + word + "' is neither a group nor an option; groups are "
                    + String.join(", ", names) + "; options are " + OPTIONS);
        }
        return word;
    }

    private static String value(String option, Deque<String> left) throws UsageException {
        if (left.isEmpty() || left.peek().isBlank() || left.peek().startsWith("--")) {
            throw new UsageException(option + " wants a value after it");
        }
        return left.pop();
    }

    private static List<Group> having(String text, List<Group> groups) throws UsageException {
        List<Group> left = groups.stream()
                .map(group -> new Group(group.name(), group.question(), rows(group, text)))
                .filter(group -> !group.rows().isEmpty())
                .toList();
        if (left.isEmpty()) {
            List<String> names = groups.stream()
                    .flatMap(group -> group.rows().stream().map(Row::name))
                    .toList();
            throw new UsageException(
                    "no row's name holds '" + text + "'; rows are '" + String.join("', '", names) + "'");
        }
        return left;
    }

    private static List<Row> rows(Group group, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return group.rows().stream()
                .filter(row -> row.name().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }

    List<Row> rows() {
        return groups.stream().flatMap(group -> group.rows().stream()).toList();
    }

    /** Of all rows together. */
    int contenders() {
        return rows().stream().mapToInt(row -> row.contenders().size()).sum();
    }
}
