package io.unifiedipc.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonCodecTest {
    record Pair(int a, int b) {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"x\":{\"c\":1,\"c\":1}}",
                "{\"a\":1} {\"a\":2}",
                "{\"a\":1}x",
                "{\"a\":NaN}",
                "{\"a\":1",
                "null",
                ""
            })
    void whatCouldBeReadInTwoWaysIsNotRead(String json) {
        assertThatThrownBy(() -> new JsonCodec().decode(bytes(json), Pair.class))
                .isInstanceOf(IOException.class);
    }

    @Test
    void newerSendersMaySayMore() throws IOException {
        assertThat(new JsonCodec().decode(bytes("{\"a\":1,\"b\":2,\"c\":{\"a\":3}}"), Pair.class))
                .isEqualTo(new Pair(1, 2));
    }

    @Test
    void anApplicationsMapperDecides() throws IOException {
        JsonCodec own = new JsonCodec(JsonMapper.builder().build());
        assertThat(own.decode(bytes("{\"a\":1,\"a\":2}"), Map.class)).isEqualTo(Map.of("a", 2));
    }
}
