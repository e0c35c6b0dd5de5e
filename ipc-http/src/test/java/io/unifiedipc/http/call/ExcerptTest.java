package io.unifiedipc.http.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers say, before it may stand in a log. */
class ExcerptTest {
    private static final String LONG = "Zx9".repeat(20);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=hunter2",
                "{\"password\": \"hunter2\"}",
                "{'db_password':'hunter2'}",
                "{\"userPassword\":\"hun\\\"ter2 hunter2\"}",
                "PGPASSWORD: hunter2",
                "client_secret=hunter2&x=1",
                "api-key: hunter2",
                "X-Api-Key: hunter2",
                "access_token=hunter2",
                "Authorization: Bearer hunter2",
                "Authorization: Basic hunter2==",
                "authorization=hunter2",
                "Set-Cookie: hunter2",
                "sessionId=hunter2",
                "sent 'Bearer hunter2'",
                "postgres://shop:hunter2@db/orders",
                "-----BEGIN RSA PRIVATE KEY-----\nhunter2\nhunter2\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nhunter2",
            })
    void secretsAreTakenOut(String text) {
        assertThat(Excerpt.of("before " + text + " after"))
                .startsWith("before ")
                .contains("[redacted]")
                .doesNotContain("hunter2");
        assertThat(Excerpt.ofPage("<p>before " + text + "</p>")).doesNotContain("hunter2");
    }

    @Test
    void whatLooksLikeSecretsIsTakenOut() {
        String jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
        assertThat(Excerpt.of("got " + jwt + " here")).isEqualTo("got [redacted] here");
        assertThat(Excerpt.of("got " + LONG + " here")).isEqualTo("got [redacted] here");
        assertThat(Excerpt.of("got " + "0a1b".repeat(10) + " here")).isEqualTo("got [redacted] here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no order 17",
                "must be one of [open, closed]",
                "/orders/customers/addresses/countries/regions/cities",
                "id 123e4567-e89b-42d3-a456-426614174000 is unknown",
                "Internationalisierungsverantwortlichkeit",
                "the token has expired"
            })
    void othersStay(String text) {
        assertThat(Excerpt.of(text)).isEqualTo(text);
    }

    @Test
    void itIsShortAndOneLine() {
        String text = Excerpt.of("a\r\n\tb\u0000\u001b[31m\u202e\u2028" + "\uD83D\uDE00".repeat(500));
        assertThat(text).startsWith("a b [31m ").endsWith("...").hasSizeLessThanOrEqualTo(Excerpt.LONGEST + 3);
        assertThat(text.codePoints()).noneMatch(c -> Character.getType(c) == Character.SURROGATE);
        assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    }

    @Test
    void noSecretIsCutInTwoAndSoKept() {
        for (int i = 3_900; i < 4_010; i++) {
            assertThat(Excerpt.of("[".repeat(i) + " " + LONG)).doesNotContain("Zx9");
        }
        assertThat(Excerpt.of(LONG.repeat(100))).doesNotContain("Zx9");
    }

    @Test
    void pages() {
        assertThat(Excerpt.ofPage(
                        "<html><HEAD><title lang=en> 502 Bad&nbsp;Gateway\n</title></head><body>nginx</body>"))
                .isEqualTo("502 Bad Gateway");
        assertThat(Excerpt.ofPage(
                        "<body><!-- <title>no</title> --><script>var a='<b>';</script><h1>Sorry,</h1>we &lt;3 you"))
                .isEqualTo("Sorry, we <3 you");
        assertThat(Excerpt.ofPage("<script>never ends")).isEmpty();
        assertThat(Excerpt.ofPage("<title>" + "<".repeat(100_000))).isEmpty();
    }

    /** It would not matter on every thread. */
    @Test
    void aLongSecretTakesNoStack() throws InterruptedException {
        String[] shown = new String[1];
        Thread small = new Thread(
                null, () -> shown[0] = Excerpt.of("password=\"" + "a ".repeat(1_900)), "small stack", 200_000);
        small.start();
        small.join(10_000);
        assertThat(shown[0]).isEqualTo("password=[redacted]");
    }

    @Test
    void itTakesNoTimeToSpeakOf() {
        long began = System.nanoTime();
        for (String odd :
                new String[] {"token", "a", "eyJ", "<", "\"password\":\"\\", "-----BEGIN ", "bearer ", "Aa1"}) {
            String unused = Excerpt.of(odd.repeat(100_000)) + Excerpt.ofPage(odd.repeat(100_000));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
}
