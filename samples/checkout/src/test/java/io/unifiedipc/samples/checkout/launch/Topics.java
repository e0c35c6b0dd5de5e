package io.unifiedipc.samples.checkout.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What stands on a broker's topics, read by the driver alone. It knows nothing of the library. */
final class Topics {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Topics() {}

    /** How many records there are, of each topic that has any. All of them are read. */
    static Map<String, Long> records(String address) {
        Map<String, Object> settings = Map.of("bootstrap.servers", address, "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.listTopics().entrySet().stream()
                    .filter(topic -> !topic.getKey().startsWith("__"))
                    .flatMap(topic -> topic.getValue().stream()
                            .map(partition -> new TopicPartition(topic.getKey(), partition.partition())))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            consumer.assign(all);
            Map<String, Long> records = new TreeMap<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                assertThat(System.nanoTime()).as("so far: " + records).isLessThan(deadline);
                consumer.poll(Duration.ofMillis(100)).forEach(record -> records.merge(record.topic(), 1L, Long::sum));
            }
            return records;
        }
    }
}
