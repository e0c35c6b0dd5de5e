package io.unifiedipc.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Kind;
import io.unifiedipc.spi.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/runbook.md has a section for each kind of failure, and names only meters that there are. */
class RunbookTest {
    private static final Pattern METER = Pattern.compile("`(ipc\\.[a-z.]+)(?:\\{([^}]*)})?`");

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "runbook.md"));
    }

    @Test
    void hasTheKindsInTheirOrder() throws IOException {
        List<String> kinds = Arrays.stream(Kind.values()).map(Kind::name).toList();
        List<String> headings = Pattern.compile("^## (.+)$", Pattern.MULTILINE)
                .matcher(page())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(headings).startsWith("First");
        assertThat(headings.subList(1, headings.size())).isEqualTo(kinds);
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatItMeansWhereToLookAndWhatToDo(Kind kind) throws IOException {
        String page = page();
        int from = page.indexOf("## " + kind.name() + "\n");
        int to = page.indexOf("\n## ", from);
        String section = page.substring(from, to < 0 ? page.length() : to);
        assertThat(section)
                .contains("**Means.**", "**Look at:**", "**Do:**")
                .containsPattern("\\*\\*Executed:\\*\\* (NO|MAYBE|YES)")
                .contains("outcome=\"" + Option.word(kind) + "\"");
    }

    @Test
    void namesMetersThatThereAre() throws IOException {
        List<MatchResult> named = METER.matcher(page()).results().toList();
        assertThat(named)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(Meters.values()).anySatisfy(meter -> {
                    assertThat(meter.id).isEqualTo(each.group(1));
                    assertThat(meter.tags()).containsAll(tags(each.group(2)));
                }));
    }

    private static List<String> tags(@org.jspecify.annotations.Nullable String condition) {
        return condition == null
                ? List.of()
                : Arrays.stream(condition.split(",", -1))
                        .map(each -> each.substring(0, each.indexOf('=')))
                        .toList();
    }
}
