package snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.spi.TransportProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every transport of this build has run the conformance kit, and skipped only what it does not claim. Reads what the kits have
 * written, so it is the last to run; the table in {@code docs/conformance.md} is made here.
 */
class ConformanceTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path PAGE = ROOT.resolve("docs/conformance.md");
    private static final String SERVICE = "META-INF/services/" + TransportProvider.class.getName();
    private static final String BEGIN = "<!-- table:begin -->\n";
    private static final String END = "<!-- table:end -->";
    private static final String SUM = "all: passed, skipped";
    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");
    private static final Pattern REASON = Pattern.compile(
            "^needs (the power (?<power>\\w+)|a transport without (?<without>[A-Z_]+)|(?<capability>[A-Z_]+)):? .*");

    /** What one kit has said of one scenario. */
    record Row(String topic, String scenario, int passed, int failed, String reason) {
        static Row of(String line) {
            String[] cells = line.split(",", 5);
            return new Row(cells[0], cells[1], Integer.parseInt(cells[2]), Integer.parseInt(cells[3]), cells[4]);
        }

        boolean skipped() {
            return passed + failed == 0;
        }
    }

    /** What one kit has said. */
    record Report(String label, Set<String> claims, Map<String, Row> rows) {
        static Report of(Path csv) {
            List<String> lines = lines(csv);
            String[] first = lines.get(0).substring(2).split(" claims ", 2);
            Map<String, Row> rows = new TreeMap<>();
            lines.stream().skip(2).map(Row::of).forEach(row -> rows.put(row.scenario(), row));
            return new Report(first[0], Set.of(first[1].split(" ", -1)), rows);
        }
    }

    private final List<Report> reports = reports();

    private static List<Report> reports() {
        return found(
                        5,
                        path -> path.getParent() != null
                                && path.getParent().endsWith("target/kit")
                                && path.toString().endsWith(".csv"))
                .stream()
                .map(Report::of)
                .sorted(Comparator.comparing(Report::label))
                .toList();
    }

    /** Files of this tree, but not of a module that the root's pom has in a profile: it is in no default build, nor is its kit. */
    private static List<Path> found(int depth, Predicate<Path> wanted) {
        String pom = String.join("\n", lines(ROOT.resolve("pom.xml")));
        List<Path> elsewhere = MODULE.matcher(pom.substring(pom.indexOf("<profiles>")))
                .results()
                .map(module -> ROOT.resolve(module.group(1)))
                .toList();
        try (Stream<Path> files = Files.find(ROOT, depth, (path, what) -> wanted.test(path))) {
            return files.filter(path -> elsewhere.stream().noneMatch(path::startsWith))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyTransportHasAKit() {
        Set<String> found = new TreeSet<>();
        ServiceLoader.load(TransportProvider.class).forEach(provider -> found.add(provider.name()));

        assertThat(reports.stream().map(Report::label).toList())
                .as("kits that have run: a subclass of TransportKit for each transport, run by ./mvnw verify")
                .containsAll(found);
        assertThat(found).hasSameSizeAs(modulesWithATransport());
    }

    /** So that a module which this one does not know can't be forgotten. */
    private static List<Path> modulesWithATransport() {
        return found(9, path -> path.endsWith(Path.of("src/main/resources").resolve(SERVICE)));
    }

    @Test
    void allHaveTheSameScenariosAndNoneFailed() {
        Set<String> all = reports.get(0).rows().keySet();
        assertThat(all).hasSizeGreaterThan(60);
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.rows().keySet()).as(report.label()).isEqualTo(all);
            assertThat(report.rows().values())
                    .as(report.label())
                    .allSatisfy(row -> assertThat(row.failed()).isZero());
        });
    }

    @Test
    void onlyWhatIsNotClaimedIsSkipped() {
        for (Report report : reports) {
            for (Row row : report.rows().values()) {
                if (row.skipped()) {
                    assertThat(isMissing(row.reason(), report.claims()))
                            .as(report.label() + " skips " + row.scenario() + ": " + row.reason())
                            .isTrue();
                }
            }
        }
    }

    private static boolean isMissing(String reason, Set<String> claims) {
        Matcher words = REASON.matcher(reason);
        if (!words.find()) {
            return false;
        }
        if (words.group("power") != null) {
            return true;
        }
        return words.group("without") != null
                ? claims.contains(words.group("without"))
                : !claims.contains(words.group("capability"));
    }

    /** What memory claims and passes when it is like a transport is what that claims and passes. */
    @Test
    void whatIsLikeATransportIsLikeIt() {
        Map<String, Report> byLabel = reports.stream().collect(Collectors.toMap(Report::label, each -> each));
        for (Report like : reports) {
            Report its = byLabel.get(like.label().replace("memory like ", ""));
            if (its != null && !its.label().equals(like.label())) {
                assertThat(like.claims()).as(like.label()).isEqualTo(its.claims());
                assertThat(like.rows().values()).as(like.label()).allSatisfy(row -> {
                    Row other = its.rows().get(row.scenario());
                    if (!other.reason().startsWith("needs the power")
                            && !row.reason().startsWith("needs the power")) {
                        assertThat(row.skipped()).as(row.scenario()).isEqualTo(other.skipped());
                    }
                });
            }
        }
    }

    @Test
    void thePageShowsTheTable() {
        String page = read(PAGE);
        String fresh =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("ipc.docs.write")) {
            write(fresh);
        }
        assertThat(read(PAGE))
                .as("out of date: after ./mvnw verify run ./mvnw test -pl samples/snippets -am -Dtest=ConformanceTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dipc.docs.write=true")
                .isEqualTo(fresh);
    }

    /** What the table says of one kit. */
    record Column(String label, Map<String, String> cells, String sum) {
        static Column of(Report report) {
            Map<String, String> cells = new TreeMap<>();
            report.rows().values().forEach(row -> cells.put(words(row.scenario()), cell(row)));
            return new Column(report.label(), cells, ConformanceTest.sum(report));
        }
    }

    /** Those that have run, and of those that run only in CI what the page has said before. */
    private List<Column> columns() {
        Map<String, Column> all = new TreeMap<>();
        before().forEach(each -> all.put(each.label(), each));
        reports.forEach(each -> all.put(each.label(), Column.of(each)));
        return List.copyOf(all.values());
    }

    private static List<Column> before() {
        List<List<String>> rows = lines(PAGE).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> List.of(line.substring(2).split(" \\| ?", -1)))
                .toList();
        List<Column> all = new ArrayList<>();
        for (int i = 1; i < rows.get(0).size() - 1; i++) {
            Map<String, String> cells = new TreeMap<>();
            for (List<String> row : rows) {
                cells.put(row.get(0), row.size() > i ? row.get(i) : "");
            }
            all.add(new Column(rows.get(0).get(i), cells, cells.getOrDefault(SUM, "")));
        }
        return all;
    }

    private String table() {
        StringBuilder text = new StringBuilder();
        List<Column> columns = columns();
        Map<String, List<Row>> topics = new LinkedHashMap<>();
        reports.get(0).rows().values().stream()
                .sorted(Comparator.comparing(Row::topic).thenComparing(Row::scenario))
                .forEach(row -> topics.computeIfAbsent(row.topic(), topic -> new ArrayList<>())
                        .add(row));
        String heads = columns.stream().map(Column::label).collect(Collectors.joining(" | "));
        text.append("\n| scenario | ").append(heads).append(" |\n|---|").append("---|".repeat(columns.size()));
        text.append('\n');
        topics.forEach((topic, rows) -> {
            text.append("| **")
                    .append(topic)
                    .append("** |")
                    .append(" |".repeat(columns.size()))
                    .append('\n');
            rows.forEach(row -> text.append("| ")
                    .append(words(row.scenario()))
                    .append(" | ")
                    .append(columns.stream()
                            .map(column -> column.cells().getOrDefault(words(row.scenario()), "?"))
                            .collect(Collectors.joining(" | ")))
                    .append(" |\n"));
        });
        text.append("| " + SUM + " | ")
                .append(columns.stream().map(Column::sum).collect(Collectors.joining(" | ")))
                .append(" |\n\n");
        return text.toString();
    }

    private static String sum(Report report) {
        long skipped = report.rows().values().stream().filter(Row::skipped).count();
        return "**" + (report.rows().size() - skipped) + ", " + skipped + "**";
    }

    private static String cell(Row row) {
        return row.skipped()
                ? row.reason()
                        .replaceFirst("needs (a transport |the power )?", "")
                        .replaceFirst(":.*| of .*", "")
                : "✓";
    }

    private static String words(String scenario) {
        return scenario.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private static List<String> lines(Path file) {
        return read(file).lines().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String page) {
        try {
            Files.writeString(PAGE, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
