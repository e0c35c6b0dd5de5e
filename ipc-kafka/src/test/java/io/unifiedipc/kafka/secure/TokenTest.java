package io.unifiedipc.kafka.secure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTest {
    private static final long NOW = 1_800_000_000_000L;

    /** When the next is asked for follows from when this one is said to end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"exp\": 1800000120} | 120",
                "{\"exp\":1800003600} | 300",
                "{\"sub\":\"a\"} | 60",
                "{\"exp\":\"soon\"} | 60",
                "{\"exp\":1799999990} | 5",
            })
    void itsEndIsReadOrTakenToBeNear(String claims, long seconds) {
        String payload =
                Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        assertThat(new Token("x." + payload + ".y", NOW).lifetimeMs()).isEqualTo(NOW + 1_000 * seconds);
    }

    @ParameterizedTest
    @CsvSource({"opaque", "a.b", "a.%%%.c"})
    void whatIsNoJwtIsAskedForSoon(String token) {
        Token its = new Token(token, NOW);
        assertThat(its.lifetimeMs()).isEqualTo(NOW + 60_000);
        assertThat(its.toString()).doesNotContain(token);
    }
}
