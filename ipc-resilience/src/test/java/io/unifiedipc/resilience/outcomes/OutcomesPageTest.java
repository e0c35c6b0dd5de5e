package io.unifiedipc.resilience.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.spi.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table of options in the guide is what the code says; {@code -Dipc.docs.write=true} brings it up to date. */
class OutcomesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "resilience-outcomes.md");
    private static final String BEGIN = "<!-- options:begin -->\n";
    private static final String END = "<!-- options:end -->";

    @Test
    void hasEveryOption() throws IOException {
        String page = Files.readString(PAGE);
        String right =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("ipc.docs.write")) {
            Files.writeString(PAGE, right);
        } else {
            assertThat(page).isEqualTo(right);
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| key | takes | default | meaning |\n|---|---|---|---|\n");
        new MemoryOutcomesProvider().options().options().forEach(option -> row(table, option));
        return table.toString();
    }

    private static <T> void row(StringBuilder table, Option<T> option) {
        T otherwise = option.otherwise();
        String shown = otherwise == null ? "" : '`' + option.write(otherwise) + '`';
        table.append("| `")
                .append(option.key())
                .append("` | ")
                .append(option.form().replace("|", "\\|"))
                .append(" | ");
        table.append(shown).append(" | ").append(option.meaning()).append(" |\n");
    }
}
