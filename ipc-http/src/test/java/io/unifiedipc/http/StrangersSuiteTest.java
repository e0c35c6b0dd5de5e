package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Refusal;
import io.unifiedipc.spi.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A shop that speaks REST, in all its moods: what its caller is told, and how many requests really arrived. */
class StrangersSuiteTest {
    private static final Path PAGE = Path.of("..", "docs", "strangers.md");
    private static final Path TABLE = Path.of("target", "strangers.md");
    private static final String BEGIN = "<!-- cases:begin -->\n";
    private static final String END = "<!-- cases:end -->";
    private static StrangerStage stage;

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    static Map<String, List<StrangerCase>> cases() {
        Map<String, List<StrangerCase>> all = new LinkedHashMap<>();
        all.put("Successes", StrangerStatuses.successes());
        all.put("Failures by status", StrangerStatuses.failures());
        all.put("Bodies", StrangerBodies.all());
        all.put("On the wire", StrangerWires.all());
        all.put("Redirects", StrangerJourneys.redirects());
        all.put("Accepted, and done later", StrangerJourneys.accepted());
        return all;
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        stage = new StrangerStage(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        stage.close();
    }

    @AfterEach
    void reset() throws IOException {
        stage.reset();
    }

    static Stream<Arguments> each() {
        return cases().values().stream()
                .flatMap(List::stream)
                .flatMap(each -> Stream.of(Arguments.of(each, false), Arguments.of(each, true)));
    }

    @ParameterizedTest(name = "{0}, later: {1}")
    @MethodSource("each")
    void tellsWhatHappened(StrangerCase each, boolean later) throws Throwable {
        each.peer().accept(stage);
        Ipc caller = guard.open(stage.caller(each.options()));

        Object outcome;
        try {
            outcome = StrangerStage.ask(caller, later, each.method(), each.payload());
        } catch (Exception e) {
            outcome = e;
        }
        check(each, outcome);
        assertThat(stage.requests()).as("requests that arrived").isEqualTo(each.requests());

        stage.heal();
        assertThat(StrangerStage.ask(caller, later, "place", StrangerCase.ORDER))
                .as("the next call")
                .hasToString("Order[id=17, sku=sku-1, quantity=2]");
        assertThat(stage.requests()).as("and no late ones").isEqualTo(each.requests() + 1);
    }

    private static void check(StrangerCase each, Object outcome) {
        if (each.kind() == null) {
            assertThat(String.valueOf(outcome)).contains(each.part());
            assertThat(outcome instanceof Exception).isFalse();
            return;
        }
        assertThat(outcome).isInstanceOf(Exception.class);
        Exception failure = (Exception) outcome;
        if (failure.getClass().isAnnotationPresent(Refusal.class)) {
            assertThat(each.kind()).isEqualTo(Kind.REFUSED);
            assertThat(failure.toString()).contains(each.part());
            return;
        }
        assertThat(failure).isInstanceOfSatisfying(IpcException.class, e -> {
            assertThat(e.kind()).as(e.toString()).isEqualTo(each.kind());
            assertThat(e.executed()).as(e.toString()).isEqualTo(each.executed());
            assertThat(e)
                    .hasMessageContaining(each.part())
                    .hasMessageContaining("'shop'")
                    .hasMessageNotContaining(StrangerStage.TOKEN);
            assertThat(e.getMessage().length()).isLessThan(600);
            assertThat(e.retryAfter()).isEqualTo(each.pause());
        });
    }

    @Test
    void thereAreEnough() {
        assertThat(cases().values().stream().mapToInt(List::size).sum()).isGreaterThan(40);
    }

    @Test
    void theGuideShowsTheTable() throws IOException {
        String table = table();
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, table);
        String page = Files.readString(PAGE);
        String fresh =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("ipc.docs.write")) {
            Files.writeString(PAGE, fresh);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/strangers.md; -Dipc.docs.write=true brings it up to date")
                .isEqualTo(fresh);
    }

    private static String table() {
        StringBuilder text = new StringBuilder("| the service | kind | executed | requests |\n|---|---|---|---|\n");
        cases().forEach((topic, all) -> {
            text.append("| **").append(topic).append("** | | | |\n");
            all.forEach(each -> text.append("| ")
                    .append(each.what())
                    .append(" | ")
                    .append(each.kind() == null ? "a reply" : "`" + Option.word(each.kind()) + "`")
                    .append(" | ")
                    .append(
                            each.executed() == null
                                    ? ""
                                    : each.executed().name().toLowerCase(Locale.ROOT))
                    .append(" | ")
                    .append(each.requests())
                    .append(" |\n"));
        });
        return text.toString();
    }
}
