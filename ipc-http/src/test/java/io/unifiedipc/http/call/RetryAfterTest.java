package io.unifiedipc.http.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                "7 | PT7S",
                "86401 | PT24H",
                "99999999999999999999 | PT24H",
                "Sun, 06 Nov 1994 08:49:37 GMT | PT37S",
                "Sunday, 06-Nov-94 08:49:37 GMT | PT37S",
                "Sun Nov  6 08:49:37 1994 | PT37S",
                "Sun, 06 Nov 1994 08:48:00 GMT | PT0S",
                "Fri, 31 Dec 2100 23:59:59 GMT | PT24H"
            })
    void secondsAndDates(String text, Duration wait) {
        assertThat(RetryAfter.of(Headers.of("retry-after", text), NOW)).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.5", "1 s", "soon", "0x10", "Sun, 99 Nov", "\u0661"})
    void whatIsNeitherSaysNothing(String text) {
        Headers headers =
                new Headers.Builder().addUnsafeNonAscii("Retry-After", text).build();
        assertThat(RetryAfter.of(headers, NOW)).isNull();
    }

    @Test
    void absence() {
        assertThat(RetryAfter.of(Headers.EMPTY, NOW)).isNull();
    }
}
