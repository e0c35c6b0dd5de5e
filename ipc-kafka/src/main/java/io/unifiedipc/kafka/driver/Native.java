package io.unifiedipc.kafka.driver;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Settings of the driver's own, which an application may give it, but for those that would break a promise of ours. */
public final class Native {
    private static final List<ConfigDef> ALL =
            List.of(ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef());

    private static final Map<String, String> BROKEN = Map.ofEntries(
            Map.entry("enable.auto.commit", "a message is done when its handler is, not when it was fetched"),
            Map.entry("enable.idempotence", "a message is stored once, however often the driver tries"),
            Map.entry("acks", "a message is taken when the broker's replicas have it"),
            Map.entry("max.block.ms", "a caller's thread never waits for the broker"),
            Map.entry("auto.offset.reset", "a group's first member begins with the oldest message"),
            Map.entry("max.in.flight.requests.per.connection", "messages of one key stay in order"),
            Map.entry("group.id", "say channels.<channel>.kafka.group"),
            Map.entry("bootstrap.servers", "say transports.kafka.bootstrap-servers"),
            Map.entry("security.protocol", "say transports.kafka.tls-trust for TLS, and sasl for SASL"),
            Map.entry("key.serializer", "records are bytes to the driver"),
            Map.entry("value.serializer", "records are bytes to the driver"),
            Map.entry("key.deserializer", "records are bytes to the driver"),
            Map.entry("value.deserializer", "records are bytes to the driver"),
            Map.entry("interceptor.classes", "what is sent is what was encoded"),
            Map.entry("transactional.id", "there are no transactions here"));

    private Native() {}

    /** What is wrong with them; null for nothing. */
    public static @Nullable String wrong(Map<String, String> settings) {
        for (var each : settings.entrySet()) {
            String reason = wrong(each.getKey(), each.getValue());
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private static @Nullable String wrong(String key, String value) {
        String promise = promise(key);
        if (promise != null) {
            return "'" + key + "' can't be set: " + promise;
        }
        boolean known = false;
        for (ConfigDef each : ALL) {
            ConfigDef.ConfigKey its = each.configKeys().get(key);
            if (its != null) {
                known = true;
                try {
                    check(its, value);
                } catch (ConfigException e) {
                    return "'" + key + "': " + e.getMessage();
                }
            }
        }
        return known ? null : "'" + key + "' is no setting of the driver's producer, consumer or admin client";
    }

    private static @Nullable String promise(String key) {
        if (key.startsWith("ssl.")) {
            return "certificates are in transports.kafka.tls-trust, tls-certificate and tls-key";
        }
        return key.startsWith("sasl.")
                ? "say transports.kafka.sasl, and the secret in a block under ipc.credentials"
                : BROKEN.get(key);
    }

    private static void check(ConfigDef.ConfigKey its, String value) {
        Object parsed = ConfigDef.parseType(its.name, value, its.type);
        if (its.validator != null) {
            its.validator.ensureValid(its.name, parsed);
        }
    }
}
