package io.unifiedipc.kafka.topic;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.driver.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether topics are there. Nothing is created behind an operator's back: only what a channel has said it may, and only where
 * {@code create} allows it. Any thread; nothing waits.
 */
public final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.kafka");
    private static final long AGAIN_NANOS = 500_000_000L;
    private static final int LOOK_MILLIS = 5_000;

    private final Clients clients;
    private final boolean create;
    private final Executor executor;
    /** How many partitions and replicas a topic gets that is missing. */
    private final Map<String, Shape> shapes = new ConcurrentHashMap<>();

    private @Nullable Admin admin;
    private boolean closed;

    private record Shape(int partitions, short replicas, Map<String, String> settings) {}

    /** With where the driver may wait for names to be resolved. */
    public Topics(Clients clients, boolean create, Executor executor) {
        this.clients = clients;
        this.create = create;
        this.executor = executor;
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
        return CompletableFuture.supplyAsync(this::admin, executor)
                .thenCompose(with -> described(with, topic))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(typed(failure, topic)));
    }

    /** How many partitions a topic has. Fails as {@link #ensure} does. */
    public CompletionStage<Integer> partitions(String topic) {
        return ensure(topic)
                .thenCompose(there -> ask(with ->
                        with.describeTopics(List.of(topic)).topicNameValues().get(topic)))
                .thenApply(description -> description.partitions().size())
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(typed(failure, topic)));
    }

    /**
     * Waits on the calling thread until a topic is there, or until that is not wanted any more.
     *
     * @param missing whether one that is missing is a failure; it is waited for otherwise
     * @throws IpcException that {@link #ensure} fails with, where only a person can mend that
     */
    public void await(String topic, boolean missing, BooleanSupplier unwanted) {
        String said = "";
        while (!unwanted.getAsBoolean()) {
            try {
                ensure(topic).toCompletableFuture().join();
                return;
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof IpcException why)) {
                    throw e;
                }
                if (why.kind() != Kind.UNREACHABLE && (missing || why.kind() != Kind.UNROUTABLE)) {
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
     * Sets a group up, where creating is allowed; where it is not, an operator has done that or accepts what the broker does by
     * itself.
     */
    public CompletionStage<Void> setGroup(String group, Map<String, String> settings) {
        if (!create) {
            return CompletableFuture.completedFuture(null);
        }
        List<AlterConfigOp> all = settings.entrySet().stream()
                .map(each ->
                        new AlterConfigOp(new ConfigEntry(each.getKey(), each.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        ConfigResource its = new ConfigResource(ConfigResource.Type.GROUP, group);
        return CompletableFuture.supplyAsync(this::admin, executor)
                .thenCompose(with ->
                        with.incrementalAlterConfigs(Map.of(its, all)).all().toCompletionStage());
    }

    /**
     * Whether a topic can be used, as a {@link Watch} wants to know it. One that is missing and will be created when it is needed
     * can.
     */
    public CompletionStage<@Nullable IpcException> problem(String topic) {
        return ask(with -> with.describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(LOOK_MILLIS))
                        .topicNameValues()
                        .get(topic))
                .<@Nullable IpcException>handle((there, failure) -> failure == null
                                || (cause(failure) instanceof UnknownTopicOrPartitionException
                                        && create
                                        && shapes.containsKey(topic))
                        ? null
                        : typed(failure, topic));
    }

    /**
     * Whether a group is set up like this.
     *
     * @return what is wrong; null where nothing is
     */
    CompletionStage<@Nullable IpcException> problem(String group, Map<String, String> settings) {
        ConfigResource its = new ConfigResource(ConfigResource.Type.GROUP, group);
        return ask(with -> with.describeConfigs(List.of(its), new DescribeConfigsOptions().timeoutMs(LOOK_MILLIS))
                        .values()
                        .get(its))
                .handle((config, failure) -> failure == null ? unset(group, config, settings) : typed(failure, group));
    }

    /** Whether the brokers have a feature switched on; null where nobody can tell. */
    CompletionStage<@Nullable Boolean> has(String feature) {
        return ask(with -> with.describeFeatures(new DescribeFeaturesOptions().timeoutMs(LOOK_MILLIS))
                        .featureMetadata())
                .<@Nullable Boolean>handle((all, failure) -> {
                    FinalizedVersionRange level =
                            failure == null ? all.finalizedFeatures().get(feature) : null;
                    return failure == null ? level != null && level.maxVersionLevel() > 0 : null;
                });
    }

    /** Whether members of groups are to speak the newer protocol. Waits for the brokers to tell. */
    public boolean hasNewGroups() {
        return clients.prefersNewGroups()
                && Boolean.TRUE.equals(
                        has("group.version").toCompletableFuture().join());
    }

    private static @Nullable IpcException unset(String group, Config config, Map<String, String> settings) {
        List<String> missing = settings.entrySet().stream()
                .filter(each -> {
                    ConfigEntry its = config.get(each.getKey());
                    return its == null || !each.getValue().equals(its.value());
                })
                .map(each -> each.getKey() + "=" + each.getValue())
                .sorted()
                .toList();
        return missing.isEmpty()
                ? null
                : IpcException.of(
                        Kind.MISCONFIGURED,
                        Executed.NO,
                        "group '" + group
                                + "' is not set up as a queue needs it: messages from before it may not be seen, and those"
                                + " that a broker gives up may be lost: set " + String.join(",", missing)
                                + " (kafka-configs --entity-type groups --alter), or let this side do that with"
                                + " transports.kafka.create: true");
    }

    /** Asks whether a broker lets this side in, and waits for that: why it does not, or null where it does, or nobody can tell. */
    public @Nullable IpcException refusal() {
        try {
            ask(with -> with.describeCluster().clusterId())
                    .toCompletableFuture()
                    .join();
            return null;
        } catch (CompletionException e) {
            return clients.refusal(e);
        }
    }

    /** Asks something else of the brokers. */
    <T> CompletionStage<T> ask(Function<Admin, KafkaFuture<T>> question) {
        return CompletableFuture.supplyAsync(this::admin, executor)
                .thenCompose(with -> question.apply(with).toCompletionStage());
    }

    private CompletionStage<Void> described(Admin with, String topic) {
        return with.describeTopics(List.of(topic))
                .allTopicNames()
                .toCompletionStage()
                .<Void>thenApply(all -> null)
                .exceptionallyCompose(failure -> cause(failure) instanceof UnknownTopicOrPartitionException
                                && create
                                && shapes.containsKey(topic)
                        ? created(with, topic)
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletionStage<Void> created(Admin with, String topic) {
        Shape shape = shapes.getOrDefault(topic, new Shape(1, (short) 1, Map.of()));
        NewTopic fresh = new NewTopic(topic, Optional.of(shape.partitions()), Optional.of(shape.replicas()))
                .configs(shape.settings());
        return with.createTopics(List.of(fresh))
                .all()
                .toCompletionStage()
                .exceptionallyCompose(failure -> cause(failure) instanceof TopicExistsException
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(failure));
    }

    private synchronized Admin admin() {
        if (closed) {
            throw IpcException.of(Kind.CLOSED, Executed.NO, "kafka is closed on this side");
        }
        if (admin == null) {
            admin = clients.admin();
        }
        return admin;
    }

    private IpcException typed(Throwable failure, String topic) {
        Throwable cause = cause(failure);
        if (cause instanceof IpcException known) {
            return known;
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return IpcException.of(
                    Kind.UNROUTABLE,
                    Executed.NO,
                    "there is no topic '" + topic + "' at " + clients.servers()
                            + ": create it, or let this side do that with transports.kafka.create: true");
        }
        if (cause instanceof InvalidTopicException) {
            return IpcException.of(
                    Kind.MISCONFIGURED, Executed.NO, "'" + topic + "' can't be a topic: " + cause.getMessage());
        }
        IpcException refusal = clients.refusal(cause);
        if (refusal != null) {
            return refusal;
        }
        if (cause instanceof AuthorizationException) {
            return IpcException.of(
                    Kind.UNAUTHORIZED,
                    Executed.NO,
                    "topic '" + topic + "' is not for this side: " + cause.getMessage(),
                    cause);
        }
        return IpcException.of(
                Kind.UNREACHABLE,
                Executed.NO,
                "no broker at " + clients.servers() + " tells about topic '" + topic + "': " + cause.getMessage(),
                cause);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Ends what it has under way. May wait for a moment. */
    public void close() {
        Admin last;
        synchronized (this) {
            closed = true;
            last = admin;
        }
        if (last != null) {
            last.close(Duration.ZERO);
        }
    }
}
