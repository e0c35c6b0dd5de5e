package io.unifiedipc.benchmarks.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.benchmarks.Slice;
import io.unifiedipc.benchmarks.Subject;
import io.unifiedipc.kafka.broker.KafkaBroker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** That all who are compared put the same into the log. */
final class EqualRecordsTest {
    private static final int PARTITIONS = 4;

    /** The first record of a topic: its headers in order, with the lengths of their values, and how long its value is. */
    private record Sent(Map<String, Integer> headers, int value) {
        static Sent of(ConsumerRecord<byte[], byte[]> record) {
            Map<String, Integer> headers = new LinkedHashMap<>();
            record.headers().forEach(each -> headers.put(each.key(), each.value().length));
            // A whole second has no fraction, topics have names of their own, and each has its way to count.
            List.of("ce_time", "kafka_replyTopic", "kafka_correlationId").forEach(name -> headers.replace(name, 0));
            return new Sent(headers, record.value().length);
        }
    }

    /** Lets a contender make calls until there is a record in each of these topics. */
    private static List<Sent> sent(KafkaBroker broker, Contender.Client client, String... topics) throws Exception {
        ExecutorService load = Executors.newSingleThreadExecutor();
        Slice slice = new Slice();
        try (Subject subject = client.open(broker.address())) {
            Future<?> running = load.submit(() -> {
                subject.run(slice);
                return null;
            });
            try {
                return List.of(topics).stream()
                        .map(topic -> Sent.of(first(broker, topic)))
                        .toList();
            } finally {
                slice.end();
                running.get(1, TimeUnit.MINUTES);
            }
        } finally {
            load.shutdownNow();
        }
    }

    private static ConsumerRecord<byte[], byte[]> first(KafkaBroker broker, String topic) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Clients.consumer(broker.address(), null))) {
            consumer.assign(IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList());
            while (System.nanoTime() < until) {
                var records = consumer.poll(Duration.ofMillis(100));
                if (!records.isEmpty()) {
                    return records.iterator().next();
                }
            }
        }
        throw new AssertionError("no record in topic '" + topic + "'");
    }

    @Test
    void ofTheStream() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start()) {
            List<Sent> ours = sent(broker, address -> Ours.stream(address, Ours.Where.INLINE), "ours.inline");

            assertThat(ours.get(0).headers()).hasSize(8);
            assertSame(sent(broker, RawClients::stream, "raw"), ours);
            assertSame(sent(broker, Spring::stream, "spring"), ours);
        }
    }

    @Test
    void ofRequestsAndReplies() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start()) {
            List<Sent> ours = sent(
                    broker,
                    address -> Ours.outstanding(address, Ours.Where.INLINE),
                    "ours.inline",
                    "ours.inline.replies");

            assertThat(ours.get(0).headers()).hasSize(13);
            assertThat(ours.get(1).headers()).hasSize(2);
            assertSame(sent(broker, RawClients::outstanding, "raw", "raw.replies"), ours);
            assertSame(sent(broker, Spring::outstanding, "spring"), ours.subList(0, 1));
        }
    }

    private static void assertSame(List<Sent> others, List<Sent> ours) {
        for (int i = 0; i < ours.size(); i++) {
            assertThat(others.get(i).headers())
                    .containsExactlyInAnyOrderEntriesOf(ours.get(i).headers());
            assertThat(others.get(i).value()).isEqualTo(ours.get(i).value());
        }
    }
}
