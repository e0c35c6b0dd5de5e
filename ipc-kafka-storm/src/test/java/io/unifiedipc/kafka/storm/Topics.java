package io.unifiedipc.kafka.storm;

import io.unifiedipc.spi.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the broker has, as its own clients say. */
final class Topics implements AutoCloseable {
    /** How often a broker has delivered what it puts aside itself. */
    private static final String DELIVERED = "__dlq.errors.delivery.count";

    private static final Duration POLL = Duration.ofMillis(200);

    private final String broker;
    private final Admin admin;

    Topics(String broker) {
        this.broker = broker;
        admin = Admin.create(Map.of("bootstrap.servers", broker));
    }

    /** How many of the commands that the broker has are not done, as the consumers' group has told it. */
    long left(Settings.Mode mode) throws ExecutionException, InterruptedException {
        return leftOfEach(mode).values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<TopicPartition, Long> leftOfEach(Settings.Mode mode) throws ExecutionException, InterruptedException {
        return switch (mode) {
            case LOG -> uncommitted();
            case QUEUE -> unacknowledged();
        };
    }

    /** Who is in the consumers' group and has what, which broker leads what, and what is left of it, for people to read. */
    String described(Settings.Mode mode) throws ExecutionException, InterruptedException {
        Set<String> group = Set.of(Settings.TOPIC);
        Object members = switch (mode) {
            case LOG -> admin.describeConsumerGroups(group).all().get();
            case QUEUE -> admin.describeShareGroups(group).all().get();
        };
        Object leaders = admin.describeTopics(group).allTopicNames().get();
        return (members + "\n" + leaders + "\nleft: " + leftOfEach(mode))
                .replace("(memberId", "\n  (memberId")
                .replace("(partition", "\n  (partition");
    }

    private Map<TopicPartition, Long> uncommitted() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> left = ends(Set.of(Settings.TOPIC));
        admin.listConsumerGroupOffsets(Settings.TOPIC)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, committed) -> {
                    if (committed != null) {
                        left.merge(partition, -committed.offset(), Long::sum);
                    }
                });
        return left;
    }

    /** A partition of which the group says nothing has all that was ever in it left. */
    private Map<TopicPartition, Long> unacknowledged() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> left = ends(Set.of(Settings.TOPIC));
        admin.listShareGroupOffsets(Map.of(Settings.TOPIC, new ListShareGroupOffsetsSpec()))
                .partitionsToOffsetInfo(Settings.TOPIC)
                .get()
                .forEach((partition, its) -> {
                    if (its != null && its.lag().isPresent()) {
                        left.put(partition, its.lag().get());
                    }
                });
        return left;
    }

    /** How often each message was tried that was put aside. */
    List<Integer> triesOfParked() throws ExecutionException, InterruptedException {
        Set<String> parking = admin.listTopics().names().get().stream()
                .filter(name -> name.endsWith(".parked"))
                .collect(Collectors.toSet());
        Map<TopicPartition, Long> ends = ends(parking);
        List<Integer> tries = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            reader.assign(ends.keySet());
            reader.seekToBeginning(ends.keySet());
            while (ends.entrySet().stream().anyMatch(each -> reader.position(each.getKey()) < each.getValue())) {
                reader.poll(POLL).forEach(each -> tries.add(tries(each)));
            }
        }
        return tries;
    }

    /** By the broker's count, or where it was a receiver that has put it aside, by the receiver's. */
    private static int tries(ConsumerRecord<?, ?> parked) {
        Header count = parked.headers().lastHeader(DELIVERED);
        if (count == null) {
            count = parked.headers().lastHeader(HeaderNames.PARKED_ATTEMPTS);
        }
        return count == null ? 0 : Integer.parseInt(new String(count.value(), StandardCharsets.UTF_8));
    }

    private Map<TopicPartition, Long> ends(Set<String> topics) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach((name, topic) -> topic.partitions()
                        .forEach(each -> asked.put(new TopicPartition(name, each.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(asked).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    @Override
    public void close() {
        admin.close();
    }
}
