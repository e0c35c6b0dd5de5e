package io.unifiedipc.kafka.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @Test
    void anyBytesComeBack() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(6)];
            random.nextBytes(bytes);
            assertThat(Values.write(Values.read(bytes))).isEqualTo(bytes);
        }
    }

    /** Also one that only looks like bytes: text inside, no Base64, Base64 with stray bits. */
    @ParameterizedTest
    @ValueSource(strings = {"", ":", "::", "plain", "grün 🙂", ":YWJj:", ":!:", ":/v8=", ":/v9=:", "a:/v8=:"})
    void anyTextComesBack(String text) {
        assertThat(Values.write(text)).isEqualTo(text.getBytes(UTF_8));
        assertThat(Values.read(Values.write(text))).isEqualTo(text);
    }

    @Test
    void textThatSaysBytesIsThoseBytes() {
        assertThat(Values.write(":/v8=:")).containsExactly(0xfe, 0xff);
        assertThat(Values.read(new byte[] {(byte) 0xfe, (byte) 0xff})).isEqualTo(":/v8=:");
    }
}
