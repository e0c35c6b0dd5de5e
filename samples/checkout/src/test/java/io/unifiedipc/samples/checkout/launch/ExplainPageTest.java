package io.unifiedipc.samples.checkout.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.IpcBuilder;
import io.unifiedipc.samples.checkout.contracts.Orders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What docs/explain.md prints is what the sample prints. A capability that a transport states falsely shows here. To bring the
 * page up to date, run this test with {@code -Dipc.docs.write=true}.
 */
class ExplainPageTest {
    private static final Path FILE = Path.of("..", "..", "docs", "explain.md");

    @Test
    void printsWhatTheSamplePrints() throws Exception {
        String page = Files.readString(FILE);
        String right = page;
        right = with(right, "describe", orders(builder().describe()));
        right = with(right, "explain", builder().explain("orders", "http", "memory", Orders.class));
        right = with(right, "kafka", builder().explain("orders", "http", "kafka", Orders.class));
        for (String like : List.of("amqp", "grpc")) {
            IpcBuilder builder = builder().set("channels.orders.memory.like", like);
            right = with(right, like, builder.explain("orders", "http", "memory", Orders.class));
        }
        if (Boolean.getBoolean("ipc.docs.write")) {
            Files.writeString(FILE, right);
        } else {
            assertThat(page)
                    .as("docs/explain.md; -Dipc.docs.write=true brings it up to date")
                    .isEqualTo(right);
        }
    }

    private static IpcBuilder builder() {
        return Wiring.builder(
                        Path.of("ipc.yaml"), Wiring.asWritten("memory", null).desk())
                .isolated();
    }

    private static String orders(String description) {
        int from = description.indexOf("channel orders:");
        return description.substring(from, description.indexOf("\n\n", from) + 1);
    }

    private static String with(String page, String part, String text) {
        String begin = "<!-- " + part + ":begin -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf("<!-- " + part + ":end -->");
        assertThat(from).as("the page has a part " + part).isNotNegative().isLessThan(to);
        return page.substring(0, from + begin.length()) + "```text\n" + text + "```\n" + page.substring(to);
    }
}
