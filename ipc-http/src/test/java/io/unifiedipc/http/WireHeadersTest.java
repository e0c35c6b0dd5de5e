package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Headers;
import io.unifiedipc.http.wire.Gzip;
import io.unifiedipc.http.wire.WireHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes that go over the wire. */
class WireHeadersTest {
    private static Map<String, String> written(String name, String value) {
        Map<String, String> wire = new LinkedHashMap<>();
        int bytes = WireHeaders.write(Headers.EMPTY.with(name, value), wire::put);
        assertThat(bytes)
                .isEqualTo(wire.entrySet().stream()
                        .mapToInt(e -> (e.getKey() + ": " + e.getValue() + "\r\n").length())
                        .sum());
        return wire;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // The example of the CloudEvents HTTP binding, 3.1.3.2
                "Euro \u20ac \ud83d\ude00 | Euro%20%E2%82%AC%20%F0%9F%98%80",
                "plain-text_1.0~ | plain-text_1.0~",
                "a\"b%c | a%22b%25c",
                "`` | ``"
            })
    void attributes(String value, String wire) {
        assertThat(written("ce-x", value)).isEqualTo(Map.of("ce-x", wire));
    }

    @Test
    void namesInLowerCase() {
        for (String name : List.of(
                "Content-Type",
                "WWW-Authenticate",
                "Www-Authenticate",
                "HTTP2-Settings",
                "X-Tenant",
                "ETag",
                "host",
                "a_B")) {
            assertThat(WireHeaders.lower(name)).isEqualTo(name.toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void otherHeaders() {
        assertThat(written("x", "as it is, 100% \"so\"")).isEqualTo(Map.of("x", "as it is, 100% \"so\""));
        assertThat(written("x", "5% \u00fc")).isEqualTo(Map.of("x", "5%25%20%C3%BC", "ipc-encoded", "x"));
        assertThat(written("x", " a")).isEqualTo(Map.of("x", "%20a", "ipc-encoded", "x"));
        assertThat(written("x", "")).isEqualTo(Map.of("x", ""));
        assertThat(written("idempotency-key", "8e\"\\")).isEqualTo(Map.of("idempotency-key", "\"8e\\\"\\\\\""));
        assertThat(written("idempotency-key", "\u00fc"))
                .isEqualTo(Map.of("idempotency-key", "\"%C3%BC\"", "ipc-encoded", "idempotency-key"));
        assertThat(written("host", "mine")).isEqualTo(Map.of("ipc-header-host", "mine"));
        assertThat(written("ipc-encoded", "a lie")).isEmpty();
    }

    /** With a pattern that looks for space at each place, this would take minutes. */
    @Test
    @Timeout(30)
    void muchSpaceIsReadInNoTime() {
        String spaces = " ".repeat(200_000);
        WireHeaders.Reader reader = new WireHeaders.Reader("a" + spaces + "b, x ,y");
        reader.take("x", "%C3%BC");
        reader.take("z", "%C3%BC");
        assertThat(reader.headers().get("x")).isEqualTo("\u00fc");
        assertThat(reader.headers().get("z")).isEqualTo("%C3%BC");
        assertThat(Gzip.accepted("a" + spaces + "b, GZIP ; q=0.5")).isTrue();
        assertThat(Gzip.accepted("a" + spaces + "b, gzip; q=0.0 ")).isFalse();
    }

    @Test
    void namesOfEncodedHeaders() {
        WireHeaders.Reader reader = new WireHeaders.Reader(" a ,b," + " ".repeat(250_000) + "c, a");
        for (String name : List.of("a", "b", "c", "d")) {
            reader.take(name, "%20");
        }
        assertThat(reader.headers().toMap()).isEqualTo(Map.of("a", " ", "b", " ", "c", " ", "d", "%20"));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void thereMayNotBeVeryMany(boolean same) {
        WireHeaders.Reader reader = new WireHeaders.Reader(null);
        for (int i = 0; i < 1_000; i++) {
            reader.take(same ? "x" : "x" + i, "y");
        }
        assertThat(reader.headers().size()).isEqualTo(same ? 1 : 1_000);
        assertThatThrownBy(() -> reader.take("x", "y")).hasMessageContaining("more than 1000 headers");
    }

    @Test
    void nothingOfHttpGetsIn() {
        WireHeaders.Reader reader = new WireHeaders.Reader(null);
        reader.take("host", "a");
        reader.take("authorization", "secret");
        reader.take("content-length", "3");
        reader.take("ipc-deadline-ms", "3");
        reader.take("x!odd", "for somebody else");
        reader.take("ipc-header-ce-id", "smuggled");
        reader.take("ipc-header-host", "b");
        assertThat(reader.headers().toMap()).isEqualTo(Map.of("ipc-header-ce-id", "smuggled", "host", "b"));
    }
}
