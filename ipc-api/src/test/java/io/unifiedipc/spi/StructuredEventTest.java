package io.unifiedipc.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
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
        refused(withAttributes(80_000), Kind.TOO_LARGE);
    }

    /** What comes beside it has its own limit. */
    @Test
    void headersBesideItDoNotCount() {
        Headers around = AROUND;
        for (int i = 0; i < 2_000; i++) {
            around = around.plus("x" + i, "v");
        }
        assertThat(StructuredEvent.read(around, withAttributes(1)).headers().size())
                .isEqualTo(2_001);
    }

    @Test
    void whatIsNoEventIsRefused() {
        refused("[]".getBytes(StandardCharsets.UTF_8), Kind.UNDECODABLE);
        refused("{".getBytes(StandardCharsets.UTF_8), Kind.UNDECODABLE);
        refused("{\"data_base64\":\"!\"}".getBytes(StandardCharsets.UTF_8), Kind.UNDECODABLE);
        refused("{\"Type\":\"x\"}".getBytes(StandardCharsets.UTF_8), Kind.INVALID);
        refused("{\"type\":\"a\\nb\"}".getBytes(StandardCharsets.UTF_8), Kind.INVALID);
    }

    @Test
    void batchesAreRefused() {
        Headers batch = Headers.EMPTY.with(HeaderNames.CONTENT_TYPE, "application/cloudevents-batch+json");

        assertThat(StructuredEvent.is(batch.get(HeaderNames.CONTENT_TYPE))).isTrue();
        assertThatThrownBy(() -> StructuredEvent.read(batch, new byte[0]))
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED));
    }

    private static void refused(byte[] body, Kind kind) {
        assertThatThrownBy(() -> StructuredEvent.read(AROUND, body)).isInstanceOfSatisfying(IpcException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e.executed()).isEqualTo(Executed.NO);
        });
    }
}
