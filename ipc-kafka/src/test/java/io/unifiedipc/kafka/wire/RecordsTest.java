package io.unifiedipc.kafka.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Address;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.ReturnAddress;
import io.unifiedipc.spi.Transfer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final byte[] BODY = {1, 2, 3};
    private static final long SECOND = 1_000_000_000L;

    /** A clock that stands still. */
    private static final class Still implements Clock {
        private final long millis;

        Still(long millis) {
            this.millis = millis;
        }

        @Override
        public long nanos() {
            return 7 * SECOND;
        }

        @Override
        public Instant now() {
            return Instant.ofEpochMilli(millis);
        }
    }

    private record Sent(Envelope envelope, @Nullable ReturnAddress to, long deadline, int attempt) implements Transfer {
        @Override
        public boolean handOff() {
            return true;
        }

        @Override
        public boolean takeBack() {
            return true;
        }

        @Override
        public void onCancel(Runnable hook) {}

        @Override
        public void taken() {}

        @Override
        public void fail(IpcException failure) {}
    }

    private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent, long timestamp) {
        return received(sent.key(), sent.value(), (RecordHeaders) sent.headers(), timestamp);
    }

    private static ConsumerRecord<byte[], byte[]> received(
            byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers, long timestamp) {
        return new ConsumerRecord<>(
                "orders", 0, 0, timestamp, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }

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
        headers.add("no-text", new byte[] {-1, -2});
        headers.add("a-line", new byte[] {'a', '\n', 'b'});
        headers.add("nothing", null);
        headers.add("twice", new byte[] {'1'});
        headers.add("Twice", new byte[] {'2'});
        headers.add("kafka_replyPartition", new byte[] {1});
        Envelope read = Records.read(received(null, null, headers, 0));

        assertThat(read.headers().size()).isEqualTo(302);
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
}
