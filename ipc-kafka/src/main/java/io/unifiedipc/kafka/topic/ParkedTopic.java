package io.unifiedipc.kafka.topic;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.wire.Records;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Intake;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * Where the messages of one group are put aside: a topic of its own. A consumer group knows up to where it has been drained, and, in
 * the words that go with a commit, which behind that are gone, too: what stays parked stays in its place.
 */
public final class ParkedTopic {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String topic;
    private final String origin;
    private final Topics topics;
    private final Supplier<KafkaConsumer<byte[], byte[]>> driver;
    private final BiFunction<String, Envelope, CompletionStage<Void>> sender;
    private final Executor executor;

    /** With how to write to a topic, and where a person's decisions are waited for. */
    public ParkedTopic(
            String topic,
            String origin,
            Topics topics,
            Supplier<KafkaConsumer<byte[], byte[]>> driver,
            BiFunction<String, Envelope, CompletionStage<Void>> sender,
            Executor executor) {
        this.topic = topic;
        this.origin = origin;
        this.topics = topics;
        this.driver = driver;
        this.sender = sender;
        this.executor = executor;
    }

    /**
     * What such a topic is created with. It takes what its origin has taken, and the reason beside it.
     *
     * @param queue whether the broker itself writes there what it gives up
     */
    public static Map<String, String> settings(boolean queue) {
        Map<String, String> all = new HashMap<>(queue ? ShareGroup.ofDeadLetters() : Map.of());
        all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(Integer.MAX_VALUE));
        return all;
    }

    /** Completes when the brokers have it. */
    public CompletionStage<Void> park(Envelope envelope) {
        return sender.apply(topic, envelope);
    }

    /** Visits at most so many, oldest first, of those that are parked now. */
    public CompletionStage<Integer> drain(int most, Intake.ParkedVisitor visitor) {
        return topics.ensure(topic)
                .thenApplyAsync(there -> drained(most, visitor), executor)
                .exceptionallyCompose(failure -> isMissing(failure)
                        ? CompletableFuture.completedFuture(0) // nothing was ever parked
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean isMissing(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof IpcException typed && typed.kind() == Kind.UNROUTABLE;
    }

    private int drained(int most, Intake.ParkedVisitor visitor) {
        try (KafkaConsumer<byte[], byte[]> its = driver.get()) {
            List<TopicPartition> all = its.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            its.assign(all);
            Map<TopicPartition, Drained> drained = drained(its, all);
            Map<TopicPartition, Long> ends = its.endOffsets(all);
            ArrayDeque<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();
            int visited = 0;
            while (visited < most) {
                ConsumerRecord<byte[], byte[]> record = next(its, read, ends);
                if (record == null) {
                    break;
                }
                TopicPartition where = new TopicPartition(topic, record.partition());
                Drained known = drained.get(where);
                if (known == null || known.isGone(record.offset())) {
                    continue;
                }
                visited++;
                if (goes(record, visitor)) {
                    known.gone(record.offset());
                    its.commitSync(Map.of(where, known.commit()));
                }
            }
            return visited;
        }
    }

    private static Map<TopicPartition, Drained> drained(KafkaConsumer<byte[], byte[]> its, List<TopicPartition> all) {
        Map<TopicPartition, OffsetAndMetadata> committed = its.committed(Set.copyOf(all));
        Map<TopicPartition, Long> beginnings = its.beginningOffsets(all);
        Map<TopicPartition, Drained> drained = new HashMap<>();
        for (TopicPartition each : all) {
            Drained known = Drained.of(committed.get(each), beginnings.getOrDefault(each, 0L));
            drained.put(each, known);
            its.seek(each, known.from());
        }
        return drained;
    }

    /** The next of those that were there at the beginning; null for none. */
    private static @Nullable ConsumerRecord<byte[], byte[]> next(
            KafkaConsumer<byte[], byte[]> its,
            ArrayDeque<ConsumerRecord<byte[], byte[]>> read,
            Map<TopicPartition, Long> ends) {
        while (read.isEmpty()) {
            if (ends.entrySet().stream().allMatch(end -> its.position(end.getKey()) >= end.getValue())) {
                return null;
            }
            for (ConsumerRecord<byte[], byte[]> each : its.poll(POLL)) {
                Long end = ends.get(new TopicPartition(each.topic(), each.partition()));
                if (end != null && each.offset() < end) {
                    read.add(each);
                }
            }
        }
        return read.poll();
    }

    /** Whether it is parked no more. */
    private boolean goes(ConsumerRecord<byte[], byte[]> record, Intake.ParkedVisitor visitor) {
        Envelope envelope = Records.read(record);
        return switch (visitor.visit(envelope)) {
            case KEEP -> false;
            case DROP -> true;
            case REPLAY -> {
                replay(envelope.unparked());
                yield true;
            }
        };
    }

    private void replay(Envelope envelope) {
        try {
            sender.apply(origin, envelope).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        } catch (ExecutionException | TimeoutException e) {
            throw failed(e);
        }
    }

    private IpcException failed(Exception cause) {
        return IpcException.of(
                Kind.CONNECTION_LOST,
                Executed.MAYBE,
                "a parked message could not be written to topic '" + origin + "', and stays parked: "
                        + cause.getMessage(),
                cause);
    }
}
