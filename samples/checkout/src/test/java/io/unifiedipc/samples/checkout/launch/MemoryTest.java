package io.unifiedipc.samples.checkout.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole sample in one process. */
class MemoryTest {
    @TempDir
    Path folder;

    @Test
    void itDoesWhatTheInputSays() throws Exception {
        List<String> input = Sample.input();
        Sample sample = new Sample(folder);

        Run.Result result = sample.run(input, "memory");

        assertThat(input).hasSize(1000);
        assertThat(result.whole()).isTrue();
        assertThat(result.checksum()).isEqualTo(Expected.checksum(input));
        assertThat(sample.said()).contains("checksum " + result.checksum(), "1,000 lines: ", " 0 failed");
        assertThat(Files.readString(Path.of("README.md"))).contains("checksum " + result.checksum());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "name": "        | "name": "x
                    "quantity": 1,   | "quantity": 2,
                    "country": "AQ"  | "country": "BV"
                    "via": "web"     | "via": "mail"
                    "type": "cancel" | "type": "note"
                    "text": "        | "text": "x
                    """)
    void oneChangedLineChangesTheChecksum(String from, String to) throws Exception {
        List<String> input = new ArrayList<>(Sample.input().subList(0, 150));
        String before = new Sample(folder).run(input, "memory").checksum();
        int line = index(input, from);
        input.set(line, input.get(line).replace(from, to));

        String after = new Sample(folder).run(input, "memory").checksum();

        assertThat(after).isNotEqualTo(before).isEqualTo(Expected.checksum(input));
    }

    private static int index(List<String> input, String text) {
        for (int i = 0; i < input.size(); i++) {
            if (input.get(i).contains(text)) {
                return i;
            }
        }
        throw new AssertionError("no line has " + text);
    }
}
