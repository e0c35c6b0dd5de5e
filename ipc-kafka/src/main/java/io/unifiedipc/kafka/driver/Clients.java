package io.unifiedipc.kafka.driver;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the driver's clients. Each constructor throws where no bootstrap server's name can be resolved, so none is called on a
 * thread that must not wait or fail.
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

    private final String service;
    private final List<String> servers;
    private final int buffer;
    private final Map<String, String> own;

    /** With the settings that the application has given for the driver; they have been checked. */
    public Clients(String service, List<String> servers, int buffer, Map<String, String> own) {
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
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A member of a group; without one for null, which commits nothing. */
    public KafkaConsumer<byte[], byte[]> consumer(String what, @Nullable String group, int most) {
        Map<String, Object> all = settings(what, ConsumerConfig.configNames());
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, group == null ? "none" : "earliest");
        if (group != null) {
            all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
            all.putIfAbsent(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        }
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A member of a share group that acknowledges each record by itself, and gets no more than so many at a time. */
    public KafkaShareConsumer<byte[], byte[]> sharing(String what, String group, int most) {
        Map<String, Object> all = settings(what, ConsumerConfig.configNames());
        all.keySet().removeAll(ONLY_LOG);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
        all.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        all.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        return new KafkaShareConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** What a client is called at the brokers. */
    public String clientId(String what) {
        return "ipc-" + service + "-" + what;
    }

    /** One that asks about topics, and creates them. */
    public Admin admin() {
        return Admin.create(settings("topics", AdminClientConfig.configNames()));
    }

    /** Whether a setting is one of any client's. */
    public static boolean knows(String setting) {
        return ProducerConfig.configNames().contains(setting)
                || ConsumerConfig.configNames().contains(setting)
                || AdminClientConfig.configNames().contains(setting);
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
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        all.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId(what));
        return all;
    }
}
