package io.unifiedipc.benchmarks.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** A member of a group, written by hand: what it has polled is committed when all of it is handled, and all answers are stored. */
final class RawReceiver implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> answers;
    private final Handler handler;
    private final ArrayDeque<Batch> open = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "raw-receiver");

    /** Handles a record, and says what is answered; null for nothing. */
    interface Handler {
        @Nullable
        ProducerRecord<byte[], byte[]> handle(ConsumerRecord<byte[], byte[]> record);
    }

    /** What was polled together, and how many of its answers are under way. One that fails is never committed. */
    private record Batch(Map<TopicPartition, OffsetAndMetadata> end, AtomicInteger unanswered) {}

    /** Begins at once. */
    RawReceiver(KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<byte[], byte[]> answers, Handler handler) {
        this.consumer = consumer;
        this.answers = answers;
        this.handler = handler;
        thread.start();
    }

    private void run() {
        try (consumer) {
            while (true) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    open.add(handled(records));
                }
                commit();
            }
        } catch (WakeupException e) {
            // closed
        }
    }

    private Batch handled(ConsumerRecords<byte[], byte[]> records) {
        Batch batch = new Batch(records.nextOffsets(), new AtomicInteger());
        for (ConsumerRecord<byte[], byte[]> each : records) {
            ProducerRecord<byte[], byte[]> answer = handler.handle(each);
            if (answer != null) {
                batch.unanswered.incrementAndGet();
                var unused = answers.send(answer, (where, failure) -> {
                    if (failure == null) {
                        batch.unanswered.decrementAndGet();
                    }
                });
            }
        }
        return batch;
    }

    private void commit() {
        for (Batch first = open.peek(); first != null && first.unanswered.get() == 0; first = open.peek()) {
            consumer.commitAsync(first.end, null);
            open.poll();
        }
    }

    @Override
    public void close() {
        Clients.stop(consumer, thread);
    }
}
