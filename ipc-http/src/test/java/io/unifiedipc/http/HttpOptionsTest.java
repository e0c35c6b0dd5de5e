package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Kind;
import io.unifiedipc.http.config.ConnectionOptions;
import io.unifiedipc.http.config.HttpOptions;
import io.unifiedipc.http.config.PortOptions;
import io.unifiedipc.http.identity.OAuth2Provider;
import io.unifiedipc.http.wire.Statuses;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.TransportProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be configured, and that the guide says the same. */
class HttpOptionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:8081 | no http:// or https:// URL",
                "ftp://x | no http:// or https:// URL",
                "http:// | no http:// or https:// URL",
                "https:// | no http:// or https:// URL",
                "http://x?a=b | query",
                "http://u:p@x | password"
            })
    void badAddresses(String address, String why) {
        assertThatThrownBy(() -> HttpOptions.ADDRESS.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("http://localhost:8081");
        assertThatThrownBy(() -> HttpOptions.GROUPS.parse(Map.of("billing", List.of("http://fine:1", address))))
                .hasMessageContaining("billing")
                .hasMessageContaining(why);
    }

    @Test
    void goodAddresses() {
        assertThat(HttpOptions.ADDRESS.parse("https://a:1, http://[::1]:2/base/"))
                .hasSize(2);
        assertThat(HttpOptions.GROUPS.parse(Map.of("a", "http://a", "b", List.of("http://b", "http://c"))))
                .containsOnlyKeys("a", "b");
    }

    @Test
    void idleTimesFitTogether() {
        assertThat(PortOptions.DEFAULT_IDLE_TIMEOUT).isGreaterThan(ConnectionOptions.DEFAULT_KEEP_ALIVE);
        assertThat(PortOptions.IDLE_TIMEOUT.meaning()).contains(ConnectionOptions.DEFAULT_KEEP_ALIVE.toSeconds() + "s");
        assertThatThrownBy(() -> PortOptions.IDLE_TIMEOUT.parse("20s")).hasMessageContaining("20s");
        assertThat(PortOptions.IDLE_TIMEOUT.parse("21s")).isEqualTo(Duration.ofSeconds(21));
    }

    @ParameterizedTest
    @CsvSource({"listen, 8081", "threads, 10", "origins, https://shop.example", "tls-clients, wanted"})
    void whatBelongsToThePortIsNoMatterOfAMount(String key, String value) {
        assertThatThrownBy(() -> option(HttpTransportProvider.mounted(), key).parse(value))
                .hasMessageContaining("container");
        assertThat(option(new HttpTransportProvider(), key).parse(value)).isNotNull();
    }

    private static Option<?> option(TransportProvider provider, String key) {
        return provider.transportOptions().options().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void headersFitWhatThePeerTakes() {
        assertThat(3 * HttpTransportProvider.MAX_HEADER_BYTES).isLessThan(PortOptions.DEFAULT_MAX_HEADER_BYTES);
    }

    @Test
    void isFound() {
        assertThat(ServiceLoader.load(TransportProvider.class))
                .filteredOn(provider -> provider.name().equals("http"))
                .hasOnlyElementsOfType(HttpTransportProvider.class)
                .hasSize(1);
    }

    @Test
    void guideListsEveryOption() throws IOException {
        StringBuilder wanted = new StringBuilder();
        wanted.append("| key | takes | default | meaning |\n|---|---|---|---|\n");
        HttpOptions.CHANNEL.options().forEach(option -> row(wanted, "ipc.channels.*.http.", option));
        HttpOptions.TRANSPORT.options().forEach(option -> row(wanted, "ipc.transports.http.", option));
        assertThat(between("options")).isEqualTo(wanted.toString());
    }

    @Test
    void guideListsTheKeysOfTokens() throws IOException {
        StringBuilder wanted = new StringBuilder("| key | takes | default | meaning |\n|---|---|---|---|\n");
        new OAuth2Provider().options().options().forEach(option -> row(wanted, "", option));
        assertThat(between("security.md", "oauth2")).isEqualTo(wanted.toString());
    }

    @Test
    void guideListsEveryStatus() throws IOException {
        StringBuilder wanted = new StringBuilder("| kind | status |\n|---|---|\n");
        for (Kind kind : Kind.values()) {
            wanted.append("| `")
                    .append(Option.word(kind))
                    .append("` | ")
                    .append(Statuses.of(kind))
                    .append(" |\n");
        }
        assertThat(between("statuses")).isEqualTo(wanted.toString());
    }

    private static void row(StringBuilder table, String prefix, Option<?> option) {
        table.append("| `")
                .append(prefix)
                .append(option.key())
                .append("` | ")
                .append(option.form().replace("|", "\\|"))
                .append(" | ")
                .append(option.otherwise() == null ? "" : text(option.otherwise()))
                .append(" | ")
                .append(option.meaning())
                .append(" |\n");
    }

    private static String text(Object value) {
        if (value instanceof Duration time) {
            return time.toSeconds() + "s";
        }
        if (value instanceof Enum<?> word) {
            return Option.word(word);
        }
        return value.equals(PortOptions.DEFAULT_MAX_HEADER_BYTES) ? "32KiB" : value.toString();
    }

    private static String between(String name) throws IOException {
        return between("http.md", name);
    }

    private static String between(String page, String name) throws IOException {
        String guide = Files.readString(Path.of("..", "docs", page));
        String begin = "<!-- " + name + ":begin -->\n";
        assertThat(guide).contains(begin);
        int from = guide.indexOf(begin) + begin.length();
        return guide.substring(from, guide.indexOf("<!-- " + name + ":end -->"));
    }
}
