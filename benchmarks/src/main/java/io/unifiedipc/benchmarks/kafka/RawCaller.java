package io.unifiedipc.benchmarks.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Correlation, written by hand: a map of those who wait, by a number that goes along as 16 bytes, and one partition of a topic for
 * replies. It has no deadlines of its own: who waits for a reply waits no longer than it wants.
 */
final class RawCaller implements AutoCloseable {
    static final int PARTITION = 0;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Header REPLY_PARTITION = new RecordHeader(
            "kafka_replyPartition",
            ByteBuffer.allocate(Integer.BYTES).putInt(PARTITION).array());

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final Header replyTopic;
    private final AtomicLong count = new AtomicLong();
    private final Map<Long, CompletableFuture<byte[]>> pending = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "raw-replies");

    RawCaller(
            KafkaProducer<byte[], byte[]> producer,
            KafkaConsumer<byte[], byte[]> consumer,
            String topic,
            String replyTopic) {
        this.producer = producer;
        this.consumer = consumer;
        this.topic = topic;
        this.replyTopic = Wire.header("kafka_replyTopic", replyTopic);
        TopicPartition mine = new TopicPartition(replyTopic, PARTITION);
        consumer.assign(List.of(mine));
        consumer.seekToEnd(List.of(mine));
        consumer.position(mine);
        thread.start();
    }

    CompletableFuture<byte[]> call(byte[] payload) {
        long number = count.incrementAndGet();
        ProducerRecord<byte[], byte[]> request = Wire.request(topic, payload);
        request.headers()
                .add(replyTopic)
                .add(REPLY_PARTITION)
                .add(
                        Wire.CORRELATION,
                        ByteBuffer.allocate(16).putLong(0).putLong(number).array());
        CompletableFuture<byte[]> reply = new CompletableFuture<>();
        pending.put(number, reply);
        var unused = producer.send(request, (where, failure) -> {
            if (failure != null && pending.remove(number) != null) {
                reply.completeExceptionally(failure);
            }
        });
        return reply;
    }

    private void run() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                    byte[] correlation = Wire.value(each, Wire.CORRELATION);
                    CompletableFuture<byte[]> reply = correlation == null
                            ? null
                            : pending.remove(ByteBuffer.wrap(correlation).getLong(Long.BYTES));
                    if (reply != null) {
                        reply.complete(each.value());
                    }
                }
            }
        } catch (WakeupException e) {
            // closed
        }
    }

    @Override
    public void close() {
        Clients.stop(consumer, thread);
    }
}
