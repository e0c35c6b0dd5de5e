package io.unifiedipc.kafka.wire;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Address;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Problems;
import io.unifiedipc.spi.ReturnAddress;
import io.unifiedipc.spi.Transfer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Envelopes to records and back. */
public final class Records {
    static final byte[] NOTHING = {};

    private Records() {}

    /** A message, a request or a reply. */
    public static ProducerRecord<byte[], byte[]> of(
            Transfer transfer, String topic, @Nullable Integer partition, Clock clock) {
        Envelope envelope = transfer.envelope();
        boolean tombstone = envelope.body().length == 0 && envelope.headers().get(Names.TOMBSTONE) != null;
        String key = envelope.headers().get(HeaderNames.KEY);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, partition, key == null ? null : Values.write(key), tombstone ? null : envelope.body());
        var headers = record.headers(); // those that a record is given are copied
        envelope.headers().forEach(new Writing(headers));
        if (transfer.attempt() > 1) {
            headers.add(HeaderNames.ATTEMPT, Texts.digits(transfer.attempt()));
        }
        if (transfer.deadline() != Delivery.NO_DEADLINE) {
            headers.add(HeaderNames.SENT_AT, Texts.digits(Math.max(0, clock.millis())));
            headers.add(HeaderNames.DEADLINE_MS, Texts.digits(Deadlines.left(transfer.deadline(), clock)));
        }
        ReturnAddress to = transfer.to();
        ReturnAddress back = envelope.replyTo();
        if (to != null) {
            correlate(headers, to);
        } else if (back != null) {
            headers.add(Texts.header(Names.REPLY_TOPIC, back.address().name()));
            if (back.address().detail().length > 0) {
                headers.add(Names.REPLY_PARTITION, back.address().detail());
            }
            correlate(headers, back);
        }
        return record;
    }

    /** Adds the headers of a message. The id is mostly there twice, as the idempotency key, too, and becomes bytes once. */
    private static final class Writing implements BiConsumer<String, String> {
        private final org.apache.kafka.common.header.Headers to;
        private @Nullable String idempotencyKey;
        private byte[] written = NOTHING;

        Writing(org.apache.kafka.common.header.Headers to) {
            this.to = to;
        }

        @Override
        public void accept(String name, String value) {
            if (name.equals(HeaderNames.IDEMPOTENCY_KEY)) {
                idempotencyKey = value;
                written = Values.write(value);
                to.add(name, written);
            } else if (name.equals(HeaderNames.ID) && value.equals(idempotencyKey)) {
                to.add(Names.out(name), written);
            } else if (!name.equals(Names.TOMBSTONE)) {
                to.add(Texts.header(Names.out(name), value));
            }
        }
    }

    /** The same record, which also says what it is in a header by which others know that. */
    public static ProducerRecord<byte[], byte[]> named(
            ProducerRecord<byte[], byte[]> record, String header, Envelope envelope) {
        String type = envelope.headers().get(HeaderNames.TYPE, "");
        record.headers().add(Texts.header(header, envelope.headers().get(HeaderNames.OPERATION, type)));
        return record;
    }

    private static void correlate(org.apache.kafka.common.header.Headers headers, ReturnAddress where) {
        byte[] correlation = where.correlation();
        if (correlation.length > 0) {
            headers.add(Names.CORRELATION, correlation);
        }
    }

    /** What a record says, without names of headers that no message can have. Never throws. */
    public static Envelope read(ConsumerRecord<byte[], byte[]> from) {
        return read(from, name -> {});
    }

    /**
     * What a record says. Never throws: values that are no text are kept as {@link Values} writes them, and where a name is there
     * twice the last counts.
     *
     * @param dropped is told of each header that is left out, as no message can have one of such a name
     */
    static Envelope read(ConsumerRecord<byte[], byte[]> from, Consumer<String> dropped) {
        Header[] all = from.headers().toArray();
        Shape shape = Shape.of(all);
        shape.dropped.forEach(dropped);
        Headers headers = shape.headers(all);
        if (from.key() != null && headers.get(HeaderNames.KEY) == null) {
            headers = headers.plus(HeaderNames.KEY, Values.read(from.key()));
        }
        ReturnAddress back = back(shape, all);
        return from.value() == null
                ? new Envelope(headers.with(Names.TOMBSTONE, "true"), NOTHING, back)
                : new Envelope(headers, from.value(), back);
    }

    private static @Nullable ReturnAddress back(Shape shape, Header[] all) {
        String topic = Texts.read(Shape.value(all, shape.replyTopic));
        if (topic.isEmpty()) {
            return null;
        }
        byte[] partition = Shape.value(all, shape.replyPartition);
        return ReturnAddress.of(
                new Address(topic, isPartition(partition) ? partition : NOTHING), Shape.value(all, shape.correlation));
    }

    private static boolean isPartition(byte[] value) {
        return value.length == Integer.BYTES && value[0] >= 0;
    }

    /** What a record of a reply topic says; one that can't be read is a failure of whoever wrote it. Never throws. */
    public static Envelope reply(ConsumerRecord<byte[], byte[]> from) {
        try {
            return Reading.whole(read(from));
        } catch (IpcException e) {
            return Problems.encode(e.executed(Executed.YES));
        }
    }

    /** Which exchange a record of a reply topic belongs to; empty where it doesn't say. */
    public static byte[] correlation(ConsumerRecord<byte[], byte[]> reply) {
        Header header = reply.headers().lastHeader(Names.CORRELATION);
        return header == null || header.value() == null ? NOTHING : header.value();
    }

    /** When the sender of a received message stops waiting, a reading of the clock. */
    public static long deadline(Envelope message, long recordTimestamp, Clock clock) {
        return message.replyTo() == null
                ? Delivery.NO_DEADLINE
                : Deadlines.read(message.headers(), recordTimestamp, clock);
    }

    /** A partition as an address has it. */
    public static byte[] partition(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    /** The partition of an address; null for any. */
    public static @Nullable Integer partition(Address address) {
        return address.detail().length == Integer.BYTES
                ? ByteBuffer.wrap(address.detail()).getInt()
                : null;
    }

    /** What a record weighs in a buffer, about. */
    public static long bytes(ProducerRecord<byte[], byte[]> of) {
        long sum = 70L + (of.value() == null ? 0 : of.value().length) + (of.key() == null ? 0 : of.key().length);
        return sum
                + Arrays.stream(of.headers().toArray())
                        .mapToLong(header -> header.key().length() + header.value().length + 10L)
                        .sum();
    }
}
