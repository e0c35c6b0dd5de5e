package io.unifiedipc.kafka.topic;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.driver.Brokers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether topics are there. Nothing is created behind an operator's back: only what a channel has said it may, and only where
 * {@code create} allows it. Any thread; nothing waits unless it says so.
 */
public final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.kafka");
    private static final long AGAIN_NANOS = 500_000_000L;

    private final Brokers brokers;
    /** How many partitions and replicas a topic gets that is missing. */
    private final Map<String, Shape> shapes = new ConcurrentHashMap<>();

    private record Shape(int partitions, short replicas, Map<String, String> settings) {}

    /** Those of a cluster. */
    public Topics(Brokers brokers) {
        this.brokers = brokers;
    }

    /** A topic of a channel's own, which may be created where that is allowed at all. */
    public void declare(String topic, int partitions, int replicas, Map<String, String> settings) {
        shapes.put(topic, new Shape(partitions, (short) replicas, Map.copyOf(settings)));
    }

    /**
     * Completes when a topic is known to be there. Fails with UNROUTABLE where it is known not to be, UNAUTHORIZED where it may not
     * be looked at, UNREACHABLE where nobody could tell.
     */
    public CompletionStage<Void> ensure(String topic) {
        return described(topic, new DescribeTopicsOptions())
                .<Void>thenApply(there -> null)
                .exceptionallyCompose(failure ->
                        isToCreate(failure, topic) ? created(topic) : CompletableFuture.failedFuture(failure))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(typed(failure, topic)));
    }

    /** How many partitions a topic has. Fails as {@link #ensure} does. */
    public CompletionStage<Integer> partitions(String topic) {
        return ensure(topic)
                .thenCompose(there -> described(topic, new DescribeTopicsOptions()))
                .thenApply(description -> description.partitions().size())
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(typed(failure, topic)));
    }

    /**
     * Waits on the calling thread until a topic is there, or until that is not wanted any more.
     *
     * @param told whether it is a failure that the topic is missing, or that one side does not believe the other; both are waited for
     *     otherwise
     * @throws IpcException that {@link #ensure} fails with, where only a person can mend that
     */
    public void await(String topic, boolean told, BooleanSupplier unwanted) {
        String said = "";
        while (!unwanted.getAsBoolean()) {
            try {
                Brokers.answer(ensure(topic), unwanted);
                return;
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof IpcException why)) {
                    throw e;
                }
                if (told ? Brokers.lasts(why) : why.kind() != Kind.UNREACHABLE && why.kind() != Kind.UNROUTABLE) {
                    throw why;
                }
                String message = String.valueOf(why.getMessage());
                if (!said.equals(message)) {
                    said = message;
                    LOG.warn("topic '{}' is waited for: {}", topic, message);
                }
                LockSupport.parkNanos(AGAIN_NANOS);
            }
        }
    }

    /**
     * Whether a topic can be used, as a {@link Watch} wants to know it. One that is missing and will be created when it is needed
     * can.
     */
    public CompletionStage<@Nullable IpcException> problem(String topic) {
        return described(topic, new DescribeTopicsOptions().timeoutMs(Brokers.LOOK_MILLIS))
                .<@Nullable IpcException>handle((there, failure) ->
                        failure == null || isToCreate(failure, topic) ? null : typed(failure, topic));
    }

    private CompletionStage<TopicDescription> described(String topic, DescribeTopicsOptions options) {
        return brokers.ask(with ->
                with.describeTopics(List.of(topic), options).topicNameValues().get(topic));
    }

    private boolean isToCreate(Throwable failure, String topic) {
        return Brokers.cause(failure) instanceof UnknownTopicOrPartitionException
                && brokers.mayCreate()
                && shapes.containsKey(topic);
    }

    private CompletionStage<Void> created(String topic) {
        Shape shape = shapes.getOrDefault(topic, new Shape(1, (short) 1, Map.of()));
        return created(topic, shape, shape.settings())
                .exceptionallyCompose(failure -> Brokers.cause(failure) instanceof InvalidConfigurationException
                        ? created(topic, shape, ShareGroup.withoutDeadLetters(shape.settings()))
                        : CompletableFuture.failedFuture(failure))
                .exceptionallyCompose(failure -> Brokers.cause(failure) instanceof TopicExistsException
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletionStage<Void> created(String topic, Shape shape, Map<String, String> settings) {
        NewTopic fresh =
                new NewTopic(topic, Optional.of(shape.partitions()), Optional.of(shape.replicas())).configs(settings);
        return brokers.ask(with -> with.createTopics(List.of(fresh)).all());
    }

    private IpcException typed(Throwable failure, String topic) {
        Throwable cause = Brokers.cause(failure);
        if (cause instanceof UnknownTopicOrPartitionException) {
            return IpcException.of(
                    Kind.UNROUTABLE,
                    Executed.NO,
                    "there is no topic '" + topic + "' at " + brokers.servers()
                            + ": create it, or let this side do that with transports.kafka.create: true");
        }
        return cause instanceof InvalidTopicException
                ? IpcException.of(
                        Kind.MISCONFIGURED, Executed.NO, "'" + topic + "' can't be a topic: " + cause.getMessage())
                : brokers.typed(cause, "topic '" + topic + "'");
    }
}
