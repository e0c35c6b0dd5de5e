package io.unifiedipc.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.spi.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The guide lists what can be configured. */
class KafkaPageTest {
    private static final Path PAGE = Path.of("../docs/kafka.md");

    @Test
    void aChannel() throws IOException {
        isOnThePage("channel", KafkaOptions.CHANNEL);
    }

    @Test
    void theTransport() throws IOException {
        isOnThePage("transport", KafkaOptions.TRANSPORT);
    }

    private static void isOnThePage(String part, Schema schema) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- " + part + ":begin -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- " + part + ":end -->");
        if (Boolean.getBoolean("ipc.docs.write")) {
            Files.writeString(PAGE, page.substring(0, from) + schema.table() + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to))
                .as("out of date: run this test with -Dipc.docs.write=true")
                .isEqualTo(schema.table());
    }
}
