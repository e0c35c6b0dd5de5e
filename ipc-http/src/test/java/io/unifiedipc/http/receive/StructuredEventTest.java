package io.unifiedipc.http.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Headers;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events in one piece of JSON. */
class StructuredEventTest {
    private static final Headers AROUND = Headers.EMPTY.with(HeaderNames.CONTENT_TYPE, "application/cloudevents+json");

    private static byte[] withAttributes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"a" + i + "\":1")
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void attributesAreHeaders() {
        assertThat(StructuredEvent.read(AROUND, withAttributes(100)).headers().size())
                .isEqualTo(100);
    }

    /** In binary mode so many would be more than the headers of a request may take. */
    @Test
    void attributesAreBounded() {
        assertThatThrownBy(() -> StructuredEvent.read(AROUND, withAttributes(80_000)))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.failure.kind()).isEqualTo(Kind.TOO_LARGE));
    }
}
