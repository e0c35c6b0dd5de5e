package io.unifiedipc.kafka.wire;

import static io.unifiedipc.kafka.wire.Sent.received;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Address;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Problems;
import io.unifiedipc.spi.ReturnAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final byte[] BODY = {1, 2, 3};
    private static final long SECOND = Still.SECOND;

    @Test
    void anEventsAttributesHaveTheNamesOfTheBinding() {
        Headers headers = Headers.EMPTY
                .with(HeaderNames.ID, "1")
                .with(HeaderNames.KEY, "grün")
                .with(HeaderNames.CONTENT_TYPE, "application/json")
                .with("x-tenant", "");
        var record = Records.of(
                new Sent(Envelope.of(headers, BODY), null, Delivery.NO_DEADLINE, 1), "orders", null, new Still(0));

        assertThat(record.headers().toArray())
                .extracting(Header::key)
                .containsExactlyInAnyOrder("ce_id", "ce_partitionkey", "content-type", "x-tenant");
        assertThat(record.key()).isEqualTo("grün".getBytes(UTF_8));
        Envelope back = Records.read(received(record, 0));
        assertThat(back.headers()).isEqualTo(headers);
        assertThat(back.body()).isEqualTo(BODY);
        assertThat(back.replyTo()).isNull();
    }

    @Test
    void aRequestSaysWhereItsReplyGoesAndWhatTimeIsLeft() {
        byte[] correlation = {0, -1, 5};
        ReturnAddress here = ReturnAddress.of(new Address("shop.replies", Records.partition(258)), correlation);
        Envelope request = Envelope.of(Headers.EMPTY, BODY).answeredAt(here);
        Still sender = new Still(1_000_000);
        var record = Records.of(new Sent(request, null, sender.nanos() + 2 * SECOND, 3), "orders", null, sender);

        assertThat(record.headers().lastHeader("kafka_replyPartition").value()).containsExactly(0, 0, 1, 2);
        Envelope back = Records.read(received(record, 1_000_000));
        assertThat(back.headers().get(HeaderNames.ATTEMPT)).isEqualTo("3");
        assertThat(back.replyTo()).isNotNull().satisfies(address -> {
            assertThat(address.address().name()).isEqualTo("shop.replies");
            assertThat(Records.partition(address.address())).isEqualTo(258);
            assertThat(address.correlation()).isEqualTo(correlation);
        });
        Still later = new Still(1_000_500);
        assertThat(Records.deadline(back, 1_000_000, later)).isEqualTo(later.nanos() + 1500 * 1_000_000L);
    }

    /** One that can't have been sent yet, and one that its broker has stamped an hour after it was sent. */
    @Test
    void aSenderWhoseClockIsAnHourOffExpiresNothing() {
        ReturnAddress here = ReturnAddress.of(Address.of("shop.replies"), BODY);
        Envelope request = Envelope.of(Headers.EMPTY, BODY).answeredAt(here);
        Still ahead = new Still(7_200_000);
        Still behind = new Still(3_600_000);
        var early = Records.of(new Sent(request, null, ahead.nanos() + 2 * SECOND, 1), "orders", null, ahead);
        var late = Records.of(new Sent(request, null, behind.nanos() + 2 * SECOND, 1), "orders", null, behind);

        assertThat(Records.deadline(Records.read(received(early, 3_600_000)), 3_600_000, behind))
                .isEqualTo(behind.nanos() + 2 * SECOND);
        assertThat(Records.deadline(Records.read(received(late, 7_200_000)), 7_200_000, ahead))
                .isEqualTo(ahead.nanos() + 2 * SECOND);
    }

    @Test
    void aReplyHasTheCorrelationOfItsRequest() {
        ReturnAddress there = ReturnAddress.of(new Address("caller.replies", Records.partition(1)), BODY);
        var record = Records.of(
                new Sent(Envelope.of(Headers.EMPTY, BODY), there, Delivery.NO_DEADLINE, 1),
                "caller.replies",
                1,
                new Still(0));

        assertThat(Records.correlation(received(record, 0))).isEqualTo(BODY);
        assertThat(Records.read(received(record, 0)).replyTo()).isNull();
    }

    @Test
    void strangersRecordsAreRead() {
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < 300; i++) {
            headers.add("X" + i, new byte[] {'v'});
        }
        headers.add("no token", new byte[] {'v'});
        headers.add("no-text", new byte[] {-2, -1});
        headers.add("a-line", new byte[] {'a', '\n', 'b'});
        headers.add("nothing", null);
        headers.add("twice", new byte[] {'1'});
        headers.add("Twice", new byte[] {'2'});
        headers.add("kafka_replyPartition", new byte[] {1});
        Envelope read = Records.read(received(null, null, headers, 0));

        assertThat(read.headers().size()).isEqualTo(305);
        assertThat(read.headers().get("no-text")).isEqualTo(":/v8=:");
        assertThat(read.headers().get("a-line")).isEqualTo(":YQpi:");
        assertThat(read.headers().get("x299")).isEqualTo("v");
        assertThat(read.headers().get("twice")).isEqualTo("2");
        assertThat(read.headers().get("nothing")).isEmpty();
        assertThat(read.headers().get(HeaderNames.KEY)).isNull();
        assertThat(read.body()).isEmpty();
        assertThat(read.replyTo()).isNull();
    }

    @Test
    void aStrangersKeyIsTheKey() {
        Envelope read = Records.read(received("k".getBytes(UTF_8), BODY, new RecordHeaders(), 0));

        assertThat(read.headers().get(HeaderNames.KEY)).isEqualTo("k");
    }

    /** Also where an application has given a key of its own. */
    @Test
    void anIdThatIsTheIdempotencyKeyBecomesBytesOnce() {
        var same = identified("0199-7", "0199-7").headers();
        assertThat(same.lastHeader("ce_id").value())
                .isEqualTo("0199-7".getBytes(UTF_8))
                .isSameAs(same.lastHeader("idempotency-key").value());
        var own = identified("0199-7", "order-17").headers();
        assertThat(own.lastHeader("ce_id").value()).isEqualTo("0199-7".getBytes(UTF_8));
        assertThat(own.lastHeader("idempotency-key").value()).isEqualTo("order-17".getBytes(UTF_8));
    }

    private static ProducerRecord<byte[], byte[]> identified(String id, String key) {
        Headers headers = Headers.EMPTY.plus("ce-id", id).plus("idempotency-key", key);
        Sent sent = new Sent(Envelope.of(headers, "{}".getBytes(UTF_8)), null, Delivery.NO_DEADLINE, 1);
        return Records.of(sent, "orders", null, new Still(0));
    }

    /** Each byte of a request as a whole {@code Ipc} writes it: others read it, and so do older and newer ones of us. */
    @Test
    void aRequestByteForByte() {
        Headers headers = Headers.EMPTY
                .plus("ce-specversion", "1.0")
                .plus("ce-type", "PlaceOrder")
                .plus("ce-source", "shop")
                .plus("ipc-version", "1.0.0")
                .plus("content-type", "application/json")
                .plus("ce-id", "0199-7")
                .plus("ce-time", "2026-11-21T10:00:00Z")
                .plus("idempotency-key", "0199-7")
                .plus("ce-partitionkey", "käse")
                .plus("traceparent", "00-1-2-01")
                .plus("x-tenant", "");
        ReturnAddress here =
                ReturnAddress.of(new Address("shop.replies", Records.partition(258)), new byte[] {0, -1, 'c'});
        Still clock = new Still(1_700_000_000_000L);
        var record = Records.of(
                new Sent(
                        Envelope.of(headers, "{}".getBytes(UTF_8)).answeredAt(here),
                        null,
                        clock.nanos() + 2 * SECOND,
                        2),
                "orders",
                null,
                clock);

        StringBuilder written = new StringBuilder();
        for (Header each : record.headers()) {
            written.append(each.key())
                    .append('=')
                    .append(new String(each.value(), ISO_8859_1))
                    .append('\n');
        }
        assertThat(written.toString()).isEqualTo("""
                        x-tenant=
                        traceparent=00-1-2-01
                        ce_partitionkey=k\u00c3\u00a4se
                        idempotency-key=0199-7
                        ce_time=2026-11-21T10:00:00Z
                        ce_id=0199-7
                        content-type=application/json
                        ipc-version=1.0.0
                        ce_source=shop
                        ce_type=PlaceOrder
                        ce_specversion=1.0
                        ipc-attempt=2
                        ipc-sent-at=1700000000000
                        ipc-deadline-ms=2000
                        kafka_replyTopic=shop.replies
                        kafka_replyPartition=\0\0\1\2
                        kafka_correlationId=\0\u00ffc
                        """);
        assertThat(record.key()).isEqualTo("käse".getBytes(UTF_8));
        assertThat(record.value()).isEqualTo("{}".getBytes(UTF_8));
        assertThat(record.topic()).isEqualTo("orders");
        assertThat(record.partition()).isNull();
        assertThat(record.timestamp()).isNull();
    }

    @Test
    void othersAreToldWhatARecordIs() {
        Headers headers = Headers.EMPTY.plus(HeaderNames.TYPE, "PlaceOrder");
        Envelope order = Envelope.of(headers, BODY);
        Envelope query = Envelope.of(headers.plus(HeaderNames.OPERATION, "find"), BODY);

        assertThat(told(order)).isEqualTo("PlaceOrder");
        assertThat(told(query)).isEqualTo("find");
    }

    private static String told(Envelope envelope) {
        var record = Records.of(new Sent(envelope, null, Delivery.NO_DEADLINE, 1), "orders", null, new Still(0));
        return new String(
                Records.named(record, "__TypeId__", envelope)
                        .headers()
                        .lastHeader("__TypeId__")
                        .value(),
                UTF_8);
    }

    /** A number as key, and one in a header, as other serializers write them. */
    @Test
    void bytesThatAreNoTextAreWrittenAsTheyWereRead() {
        byte[] key = {0, 0, 0, 0, 0, 0, 0, 7};
        byte[] offset = {0, 0, 1, -1};
        RecordHeaders headers = new RecordHeaders();
        headers.add("kafka_dlt-original-offset", offset);
        Envelope read = Records.read(received(key, BODY, headers, 0));
        assertThat(read.headers().get(HeaderNames.KEY)).isEqualTo(":AAAAAAAAAAc=:");

        var record = Records.of(new Sent(read, null, Delivery.NO_DEADLINE, 1), "orders.parked", null, new Still(0));
        assertThat(record.key()).isEqualTo(key);
        assertThat(record.headers().lastHeader("kafka_dlt-original-offset").value())
                .isEqualTo(offset);
    }

    @Test
    void aTombstoneStaysOne() {
        Envelope read = Records.read(received("k".getBytes(UTF_8), null, new RecordHeaders(), 0));
        assertThat(read.body()).isEmpty();
        assertThat(read.headers().get("kafka_tombstone")).isEqualTo("true");

        var record = Records.of(new Sent(read, null, Delivery.NO_DEADLINE, 1), "orders.parked", null, new Still(0));
        assertThat(record.value()).isNull();
        assertThat(record.headers().lastHeader("kafka_tombstone")).isNull();
        var empty = Records.read(received("k".getBytes(UTF_8), new byte[0], new RecordHeaders(), 0));
        assertThat(Records.of(new Sent(empty, null, Delivery.NO_DEADLINE, 1), "orders", null, new Still(0))
                        .value())
                .isEmpty();
    }

    @Test
    void aPartitionThatCanBeNoneIsAny() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("kafka_replyTopic", "them".getBytes(UTF_8));
        headers.add("kafka_replyPartition", new byte[] {-1, -1, -1, -1});
        ReturnAddress back = Records.read(received(null, BODY, headers, 0)).replyTo();

        assertThat(back).isNotNull();
        assertThat(Records.partition(back.address())).isNull();
    }

    @Test
    void aReplyThatCantBeReadIsAFailure() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("content-type", "application/cloudevents+json".getBytes(UTF_8));
        Envelope good = Records.reply(received(null, "{\"id\":\"1\",\"data\":{}}".getBytes(UTF_8), headers, 0));
        Envelope bad = Records.reply(received(null, "[".getBytes(UTF_8), headers, 0));

        assertThat(good.body()).isEqualTo("{}".getBytes(UTF_8));
        assertThat(Problems.decode("orders", bad)).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.UNDECODABLE);
            assertThat(failure.executed()).isEqualTo(Executed.YES);
        });
    }

    /** What was found out about a record is used for the next only where that has the very same headers. */
    @Test
    void recordsThatAreNearlyAlikeAreTakenApartEachByItself() {
        List<List<String>> all = List.of(
                List.of("ce_type", "x-a"),
                List.of("x-a", "ce_type"),
                List.of("ce_type", "x-b"),
                List.of("ce_type", "bad name"),
                List.of("x-a", "x-a"),
                List.of("ce_type", Names.CORRELATION));
        for (int round = 0; round < 2; round++) {
            all.forEach(RecordsTest::isTakenApart);
        }
    }

    private static void isTakenApart(List<String> names) {
        RecordHeaders headers = new RecordHeaders();
        Map<String, String> wanted = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            headers.add(names.get(i), ("v" + i).getBytes(UTF_8));
            if (!names.get(i).equals(Names.CORRELATION) && !names.get(i).equals("bad name")) {
                wanted.put(names.get(i).replace("ce_", "ce-"), "v" + i);
            }
        }
        List<String> dropped = new ArrayList<>();
        Envelope read = Records.read(received(null, BODY, headers, 0), dropped::add);

        assertThat(read.headers().toMap()).as("%s", names).isEqualTo(wanted);
        assertThat(dropped).isEqualTo(names.contains("bad name") ? List.of("bad name") : List.of());
    }
}
