package io.unifiedipc.kafka.wire;

import static io.unifiedipc.kafka.wire.Sent.received;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.cloudevents.kafka.CloudEventSerializer;
import io.unifiedipc.Headers;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official SDK reads what is written here, and what it writes is read here. */
class CloudEventsSdkTest {
    private static final byte[] BODY = "{\"sku\":\"a\"}".getBytes(UTF_8);

    @Test
    void theSdkReadsOurRecords() {
        Headers headers = Headers.EMPTY
                .plus(HeaderNames.SPEC_VERSION, "1.0")
                .plus(HeaderNames.TYPE, "OrderPlaced")
                .plus(HeaderNames.SOURCE, "shop")
                .plus(HeaderNames.CONTENT_TYPE, "application/json")
                .plus(HeaderNames.ID, "0199-7")
                .plus(HeaderNames.TIME, "2026-11-21T10:00:00.123Z")
                .plus(HeaderNames.KEY, "käse");
        var record = Records.of(
                new Sent(Envelope.of(headers, BODY), null, Delivery.NO_DEADLINE, 1), "orders", null, new Still(0));

        CloudEvent read;
        try (CloudEventDeserializer sdk = new CloudEventDeserializer()) {
            read = sdk.deserialize("orders", record.headers(), record.value());
        }
        assertThat(read.getId()).isEqualTo("0199-7");
        assertThat(read.getType()).isEqualTo("OrderPlaced");
        assertThat(read.getSource()).isEqualTo(URI.create("shop"));
        assertThat(read.getTime()).isEqualTo(OffsetDateTime.parse("2026-11-21T10:00:00.123Z"));
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(read.getExtension("partitionkey")).isEqualTo("käse");
        assertThat(read.getData()).isNotNull();
        assertThat(read.getData().toBytes()).isEqualTo(BODY);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void theSdksRecordsAreRead(Encoding mode) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId("7")
                .withType("OrderPlaced")
                .withSource(URI.create("https://them.example/shop"))
                .withTime(OffsetDateTime.parse("2026-11-21T10:00:00Z"))
                .withExtension("partitionkey", "käse")
                .withExtension("count", 5)
                .withData("application/json", BODY)
                .build();
        RecordHeaders headers = new RecordHeaders();
        byte[] value;
        try (CloudEventSerializer sdk = new CloudEventSerializer()) {
            sdk.configure(
                    mode == Encoding.STRUCTURED
                            ? Map.of(
                                    CloudEventSerializer.ENCODING_CONFIG,
                                    mode,
                                    CloudEventSerializer.EVENT_FORMAT_CONFIG,
                                    JsonFormat.CONTENT_TYPE)
                            : Map.of(CloudEventSerializer.ENCODING_CONFIG, mode),
                    false);
            value = sdk.serialize("orders", headers, event);
        }

        Reading.Read read =
                new Reading("orders", null, null, List.of(), () -> {}).read(received(null, value, headers, 0));
        assertThat(read.unreadable()).isNull();
        assertThat(read.envelope().headers().toMap())
                .isEqualTo(Map.of(
                        "ce-specversion", "1.0",
                        "ce-id", "7",
                        "ce-type", "OrderPlaced",
                        "ce-source", "https://them.example/shop",
                        "ce-time", "2026-11-21T10:00:00Z",
                        "ce-partitionkey", "käse",
                        "ce-count", "5",
                        "content-type", "application/json"));
        assertThat(read.envelope().body()).isEqualTo(BODY);
    }
}
