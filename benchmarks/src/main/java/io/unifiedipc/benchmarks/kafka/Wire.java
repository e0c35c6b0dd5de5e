package io.unifiedipc.benchmarks.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.unifiedipc.benchmarks.load.Ids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * What records hold, the same for all: what ours writes with its default decorators, written once more for the others. A
 * test compares them. Headers that no message changes are made once.
 */
final class Wire {
    static final String TYPE = "ce_type";
    static final String CORRELATION = "kafka_correlationId";

    private static final byte[] ECHO = bytes("Echo");
    private static final byte[] VERSION = bytes("1.0.0");
    private static final Header BYTES = header("content-type", "application/octet-stream");
    /** When it was sent. Nobody reads it, and it is not made anew for each message: that would cost more than it does with us. */
    private static final Header TIME = header("ce_time", "2026-11-21T12:00:00.001Z");

    private static final List<Header> FIXED = List.of(
            BYTES,
            new RecordHeader("ipc-version", VERSION),
            header("ce_source", "benchmark"),
            new RecordHeader(TYPE, ECHO),
            header("ce_specversion", "1.0"));
    private static final Header DEADLINE = header("ipc-deadline-ms", "29999");

    private Wire() {}

    /** A one-way message. */
    static ProducerRecord<byte[], byte[]> message(String topic, byte[] payload) {
        return record(topic, null, payload, headers());
    }

    /** A request, less where its reply goes. */
    static ProducerRecord<byte[], byte[]> request(String topic, byte[] payload) {
        List<Header> headers = headers();
        headers.add(header("ipc-sent-at", Long.toString(System.currentTimeMillis())));
        headers.add(DEADLINE);
        return record(topic, null, payload, headers);
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, @Nullable Integer partition, byte[] payload, List<Header> headers) {
        return new ProducerRecord<byte[], byte[]>(topic, partition, null, payload, headers);
    }

    private static List<Header> headers() {
        byte[] id = bytes(Ids.next());
        List<Header> headers = new ArrayList<>(FIXED.size() + 8);
        headers.add(new RecordHeader("idempotency-key", id));
        headers.add(TIME);
        headers.add(new RecordHeader("ce_id", id));
        headers.addAll(FIXED);
        return headers;
    }

    /** The payload of a reply is that of its request. */
    static ProducerRecord<byte[], byte[]> reply(String topic, int partition, ConsumerRecord<byte[], byte[]> to) {
        List<Header> headers = List.of(BYTES, new RecordHeader(CORRELATION, value(to, CORRELATION)));
        return record(topic, partition, to.value(), headers);
    }

    /** What every receiver looks at first. */
    static void check(ConsumerRecord<byte[], byte[]> received) {
        if (!Arrays.equals(ECHO, value(received, TYPE)) || !Arrays.equals(VERSION, value(received, "ipc-version"))) {
            throw new IllegalStateException("a record of another type or version: " + received);
        }
    }

    static byte @Nullable [] value(ConsumerRecord<byte[], byte[]> of, String name) {
        Header header = of.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    static Header header(String name, String value) {
        return new RecordHeader(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
