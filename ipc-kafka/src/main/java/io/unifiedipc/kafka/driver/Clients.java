package io.unifiedipc.kafka.driver;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.secure.Security;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the driver's clients. Each throws an {@link IpcException} where no bootstrap server's name can be resolved, or where there is
 * no token, so none is made on a thread that must not wait or fail.
 */
public final class Clients {
    /** Soon enough that a topic made by an operator is found while somebody still looks. */
    private static final Duration METADATA_AGE = Duration.ofSeconds(5);

    /** What a share group's member refuses, since its broker says it. */
    private static final Set<String> ONLY_LOG = Set.of(
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG);

    private static final Set<String> ONLY_CLASSIC = Set.of(
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);

    /** The driver's word for names that nobody knows, which may be known later: its type is that of a wrong setting. */
    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    private final String service;
    private final List<String> servers;
    private final int buffer;
    private final Map<String, String> own;
    private final Security security;

    /** With the settings that the application has given for the driver; they have been checked. */
    public Clients(String service, List<String> servers, int buffer, Map<String, String> own, Security security) {
        this.security = security;
        this.service = service;
        this.servers = List.copyOf(servers);
        this.buffer = buffer;
        this.own = Map.copyOf(own);
    }

    /** Where the brokers are, as configured. */
    public String servers() {
        return String.join(", ", servers);
    }

    /** One that stores each record once and in order, and never lets its caller wait. */
    public KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> all = settings("send", ProducerConfig.configNames());
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) buffer);
        // What a topic takes is its broker's to say, and what one has taken must fit where it is parked.
        all.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, buffer);
        return made(() -> new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /**
     * Whether members of groups are to speak the newer protocol
     * (<a href="https://cwiki.apache.org/confluence/display/KAFKA/KIP-848%3A+The+Next+Generation+of+the+Consumer+Rebalance+Protocol">KIP-848</a>)
     * where brokers have it: unless the application has set what only the older knows.
     */
    public boolean prefersNewGroups() {
        return own.keySet().stream().noneMatch(ONLY_CLASSIC::contains);
    }

    /** A member of a group in the older protocol; without one for null, which commits nothing. */
    public KafkaConsumer<byte[], byte[]> consumer(String what, @Nullable String group, int most) {
        return consumer(what, group, most, false);
    }

    /** A member of a group, in the newer protocol or in the older. */
    public KafkaConsumer<byte[], byte[]> consumer(String what, @Nullable String group, int most, boolean newGroup) {
        Map<String, Object> all = settings(what, ConsumerConfig.configNames());
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, group == null ? "none" : "earliest");
        if (group != null) {
            all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
            if (newGroup) {
                all.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CONSUMER.name());
            } else {
                all.putIfAbsent(
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
            }
        }
        return made(() -> new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** A member of a share group that acknowledges each record by itself, and gets no more than so many at a time. */
    public KafkaShareConsumer<byte[], byte[]> sharing(String what, String group, int most) {
        Map<String, Object> all = settings(what, ConsumerConfig.configNames());
        all.keySet().removeAll(ONLY_LOG);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
        all.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        all.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        return made(() -> new KafkaShareConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** What a client is called at the brokers. */
    public String clientId(String what) {
        return "ipc-" + service + "-" + what;
    }

    /** One that asks about topics, and creates them. */
    public Admin admin() {
        Map<String, Object> all = settings("topics", AdminClientConfig.configNames());
        return made(() -> Admin.create(all));
    }

    /**
     * What a failure of the driver means.
     *
     * @return of kind UNREACHABLE where it may be over soon
     */
    public IpcException typed(Throwable failure) {
        IpcException refusal = refusal(failure);
        if (refusal != null) {
            return refusal;
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = String.valueOf(root.getMessage());
        return root instanceof ConfigException && !text.contains(UNRESOLVED)
                ? IpcException.of(
                        Kind.MISCONFIGURED,
                        Executed.NO,
                        "the driver does not take its settings: " + text + ": look at transports.kafka.native",
                        failure)
                : IpcException.of(
                        Kind.UNREACHABLE,
                        Executed.NO,
                        "no client for the broker at " + servers() + ": " + text,
                        failure);
    }

    /** What it means that the broker and this side do not believe each other; null where a failure tells nothing of that. */
    public @Nullable IpcException refusal(Throwable failure) {
        return security.refusal(failure, servers());
    }

    private <C> C made(Supplier<C> maker) {
        try {
            return maker.get();
        } catch (KafkaException e) {
            throw typed(e);
        }
    }

    private Map<String, Object> settings(String what, Set<String> known) {
        Map<String, Object> all = new HashMap<>();
        all.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, METADATA_AGE.toMillis());
        all.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, METADATA_AGE.toMillis() / 5);
        own.forEach((key, value) -> {
            if (known.contains(key)) {
                all.put(key, value);
            }
        });
        all.putAll(security.settings());
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        all.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId(what));
        return all;
    }
}
