package io.unifiedipc.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.spi.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table in docs/observing.md has exactly the meters that there are; {@code -Dipc.docs.write=true} brings it up to date. */
class ObservingPageTest {
    private static final Path PAGE = Path.of("..", "docs", "observing.md");
    private static final String BEGIN = "<!-- meters:begin -->\n";
    private static final String END = "<!-- meters:end -->";

    @Test
    void listsTheMeters() throws IOException {
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
        StringBuilder table = new StringBuilder("| meter | type | tags | counts or measures |\n|---|---|---|---|\n");
        for (Meters each : Meters.values()) {
            table.append("| `").append(each.id).append("` | ").append(each.type).append(" | ");
            table.append(each.tags().isEmpty() ? "" : "`" + String.join("`, `", each.tags()) + "`");
            table.append(" | ").append(each.meaning).append(" |\n");
        }
        return table.toString();
    }

    @Test
    void explainsWhatCoreCounts() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains("| `" + Context.LATE_REPLY + "` |")
                .contains("| `" + Context.EXPIRED + "` |")
                .contains("| `" + Context.PARKED + "` |")
                .contains("| `" + Context.LOST_DELIVERY + "` |")
                .contains("| `" + Context.LOST_REPLY + "` |")
                .contains("| `" + Context.UNHANDLED_EVENT + "` |");
    }
}
