package io.unifiedipc.kafka.storm;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What the broker has, as its admin client says. */
final class Topics implements AutoCloseable {
    private final Admin admin;

    Topics(String broker) {
        admin = Admin.create(Map.of("bootstrap.servers", broker));
    }

    /** How many of the commands that the broker has are not committed by the consumers' group. */
    long uncommitted() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> left = ends(Set.of(Settings.TOPIC));
        admin.listConsumerGroupOffsets(Settings.TOPIC)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, committed) -> {
                    if (committed != null) {
                        left.merge(partition, -committed.offset(), Long::sum);
                    }
                });
        return left.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many messages were put aside. */
    long parked() throws ExecutionException, InterruptedException {
        Set<String> parking = admin.listTopics().names().get().stream()
                .filter(name -> name.endsWith(".parked"))
                .collect(Collectors.toSet());
        return ends(parking).values().stream().mapToLong(Long::longValue).sum();
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
