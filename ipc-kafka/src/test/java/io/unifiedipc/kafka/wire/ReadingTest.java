package io.unifiedipc.kafka.wire;

import static io.unifiedipc.kafka.wire.Sent.received;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.OperationSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {
    private final AtomicInteger dropped = new AtomicInteger();

    private Reading.Read read(@Nullable String operation, @Nullable String by, String body, String... headers) {
        List<OperationSpec> known = List.of(OperationSpec.of("shop.Cancel", Object.class, Object.class));
        RecordHeaders all = new RecordHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1].getBytes(UTF_8));
        }
        return new Reading("orders", operation, by, known, dropped::incrementAndGet)
                .read(received(null, body.getBytes(UTF_8), all, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.PlaceOrder, PlaceOrder",
        "com.acme.Shop$PlaceOrder, PlaceOrder",
        "PlaceOrder, PlaceOrder",
        "shop.Cancel, shop.Cancel"
    })
    void othersNameAnOperationByTheirHeader(String said, String operation) {
        var read = read("Other", "__TypeId__", "{}", "__TypeId__", said);

        assertThat(read.envelope().headers().get(HeaderNames.OPERATION)).isEqualTo(operation);
    }

    @Test
    void aRecordThatNamesNoneIsForTheConfiguredOne() {
        assertThat(read("PlaceOrder", "__TypeId__", "{}").envelope().headers().get(HeaderNames.OPERATION))
                .isEqualTo("PlaceOrder");
        assertThat(read(null, null, "{}", "__TypeId__", "x")
                        .envelope()
                        .headers()
                        .get(HeaderNames.OPERATION))
                .isNull();
    }

    @Test
    void oneThatNamesItsOwnIsLeftAlone() {
        assertThat(read("Other", null, "{}", "ce_type", "PlaceOrder")
                        .envelope()
                        .headers()
                        .get(HeaderNames.OPERATION))
                .isNull();
        assertThat(read("Other", null, "{}", "ipc-operation", "Cancel")
                        .envelope()
                        .headers()
                        .get(HeaderNames.OPERATION))
                .isEqualTo("Cancel");
    }

    @Test
    void anEventInStructuredModeIsTakenApart() {
        var read = read(
                null,
                null,
                "{\"specversion\":\"1.0\",\"type\":\"Cancel\",\"id\":\"7\",\"data\":[1]}",
                "content-type",
                "application/cloudevents+json; charset=UTF-8",
                "kafka_replyTopic",
                "them");

        assertThat(read.unreadable()).isNull();
        assertThat(read.envelope().headers().get(HeaderNames.TYPE)).isEqualTo("Cancel");
        assertThat(read.envelope().headers().get(HeaderNames.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(read.envelope().body()).isEqualTo("[1]".getBytes(UTF_8));
        assertThat(read.envelope().replyTo()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/cloudevents+json       | [             | UNDECODABLE",
                "application/cloudevents+json       | {\"Id\": \"1\"}  | INVALID",
                "application/cloudevents+json       | {\"id\": {}}     | INVALID",
                "application/cloudevents-batch+json | []            | UNSUPPORTED",
                "application/cloudevents+avro       | []            | UNSUPPORTED"
            })
    void oneThatCantBeIsKeptAsItCame(String type, String body, Kind kind) {
        var read = read("PlaceOrder", null, body, "content-type", type);

        assertThat(read.unreadable()).isNotNull().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.executed()).isEqualTo(Executed.NO);
        });
        assertThat(read.envelope().headers().get(HeaderNames.CONTENT_TYPE)).isEqualTo(type);
        assertThat(read.envelope().body()).isEqualTo(body.getBytes(UTF_8));
    }

    @Test
    void whatIsLeftOutIsCounted() {
        var read = read(null, null, "{}", "no token", "v", "", "v", "fine", "v", "grün", "v");

        assertThat(dropped).hasValue(3);
        assertThat(read.envelope().headers().toMap()).containsOnlyKeys("fine");
    }
}
