package io.unifiedipc.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a part of a form says of itself. */
class DispositionTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a.txt, a.txt",
                "`\"a \\\"b\\\".txt\"`, `a \"b\".txt`",
                "/etc/passwd, passwd",
                "`\"..\\\\..\\\\a.txt\"`, a.txt",
                "`\"a%0A/b%0D%0A.txt\"`, b.txt",
                "`\"a;name=b\"`, `a;name=b`",
                "a/, ``",
                ".., ``",
                "`\"../.%0A.\"`, ``",
            })
    void aFilesNameHasNoPath(String sent, String name) {
        assertThat(Disposition.parse("form-data; name=f; filename=" + sent))
                .containsEntry("filename", name)
                .containsEntry("name", "f");
    }

    @Test
    void longOnesTakeNoTimeAndNoStack() {
        String text = "a".repeat(250_000);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThat(Disposition.parse("form-data; filename=" + text)).containsEntry("filename", text);
            assertThat(Disposition.parse("form-data; filename=\"" + text + '"')).containsEntry("filename", text);
            assertThat(Disposition.parse("form-data; name=\"" + "\\\"".repeat(100_000) + '"'))
                    .containsEntry("name", "\"".repeat(100_000));
        });
    }
}
