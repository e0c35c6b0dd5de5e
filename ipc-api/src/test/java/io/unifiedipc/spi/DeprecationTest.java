package io.unifiedipc.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Headers;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeprecationTest {
    private static final Instant SINCE = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant SUNSET = Instant.parse("2027-06-01T00:00:00Z");
    private static final URI GUIDE = URI.create("https://example.com/a,b");

    /** By RFC 9745, 8594 and 8288. */
    @Test
    void asHeaders() {
        Headers headers = new Deprecation(SINCE, SUNSET, GUIDE).in(Headers.EMPTY);
        assertThat(headers.toMap())
                .containsOnly(
                        java.util.Map.entry("deprecation", "@1796083200"),
                        java.util.Map.entry("sunset", "Tue, 01 Jun 2027 00:00:00 GMT"),
                        java.util.Map.entry("link", "<https://example.com/a,b>; rel=\"deprecation\""));
        assertThat(Deprecation.of(headers)).isEqualTo(new Deprecation(SINCE, SUNSET, GUIDE));
    }

    @Test
    void lessIsEnough() {
        Headers headers = new Deprecation(SINCE, null, null).in(Headers.EMPTY);
        assertThat(headers.size()).isEqualTo(1);
        assertThat(Deprecation.of(headers)).isEqualTo(new Deprecation(SINCE, null, null));
    }

    @Test
    void otherLinksStay() {
        Headers headers =
                new Deprecation(SINCE, null, GUIDE).in(Headers.EMPTY.plus("link", "</orders?page=2>; rel=\"next\""));
        assertThat(headers.get("link"))
                .isEqualTo("</orders?page=2>; rel=\"next\", <https://example.com/a,b>; rel=\"deprecation\"");
        assertThat(Deprecation.of(headers)).isEqualTo(new Deprecation(SINCE, null, GUIDE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"true", "", "@", "@x", "1796083200", "@99999999999999999999", "Tue, 01 Jun 2027 00:00:00 GMT"})
    void whatSaysNothing(String value) {
        assertThat(Deprecation.of(Headers.EMPTY.plus("deprecation", value))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<>", "<a b>; rel=deprecation", "a; rel=deprecation", "<a>; rel=next"})
    void aStrangersSunsetAndLinkMayBeAnything(String rubbish) {
        Headers headers = Headers.EMPTY
                .plus("deprecation", "@1796083200")
                .plus("sunset", rubbish)
                .plus("link", rubbish);
        assertThat(Deprecation.of(headers)).isEqualTo(new Deprecation(SINCE, null, null));
    }
}
