package io.unifiedipc.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Command;
import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be configured, and what is refused before anything runs. */
class KafkaOptionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linger.ms | abc | abc",
                "linger.ms | -1 | -1",
                "compression.type | zip | zip",
                "isolation.level | dirty | dirty",
                "request.timeout.ms | 1m | 1m",
                "linger | 5 | no setting",
                "enable.auto.commit | true | a message is done when its handler is",
                "acks | 1 | replicas",
                "security.protocol | SSL | transports.kafka.tls-trust",
                "ssl.truststore.location | /ca.pem | transports.kafka.tls-trust",
                "ssl.endpoint.identification.algorithm | none | transports.kafka.tls-trust",
                "sasl.mechanism | PLAIN | transports.kafka.sasl"
            })
    void settingsOfTheDriverThatAreRefused(String key, String value, String why) {
        assertThatThrownBy(() -> KafkaOptions.NATIVE.parse(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(why);
    }

    @Test
    void aSecretInTheWrongPlaceIsNotRepeated() {
        assertThatThrownBy(() -> ipc("native: {sasl.jaas.config: 'module required password=\"hunter2\";'}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ipc.credentials")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "http://localhost:9092", "localhost:0", "localhost:65536", ":9092", "a b:1"})
    void badAddresses(String address) {
        assertThatThrownBy(() -> KafkaOptions.SERVERS.parse(List.of("fine:9092", address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + address + "'")
                .hasMessageContaining("localhost:9092");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:9092", "10.0.0.1:1", "[::1]:9092", "broker-0.kafka.svc:9092,broker-1.kafka.svc:9092"})
    void goodAddresses(String address) {
        assertThat(KafkaOptions.SERVERS.parse(address)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sasl: plain | ipc.credentials",
                "credentials: cluster | transports.kafka.sasl",
                "sasl: plain, credentials: cluster | transports.kafka.insecure",
                "tls-key: '../LICENSE' | of no use without tls-certificate",
                "sasl: plain, credentials: clutser | did you mean 'cluster'",
            })
    void whatDoesNotGoTogether(String options, String why) {
        assertThatThrownBy(() -> {
                    try (Ipc ipc = ipc(options)) {
                        ipc.channel("numbers").send(Command.of("1"));
                    }
                })
                .hasMessageContaining(why);
    }

    /** The driver finds out itself, when it is made. */
    @Test
    void settingsThatContradictEachOther() {
        try (Ipc ipc = ipc("native: {delivery.timeout.ms: 1000, request.timeout.ms: 2000}")) {
            IpcException failure = catchThrowableOfType(
                    IpcException.class,
                    () -> ipc.channel("numbers").send(Command.of("1").withTimeout(Duration.ofSeconds(50))));
            assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
            assertThat(failure.executed()).isEqualTo(Executed.NO);
            assertThat(failure)
                    .hasMessageContaining("delivery.timeout.ms")
                    .hasMessageContaining("transports.kafka.native");
        }
    }

    @Test
    void secretsAreNotDescribed() {
        try (Ipc ipc = ipc("tls-trust: system, tls-password: hunter2, sasl: plain, credentials: cluster")) {
            assertThat(ipc.describe()).contains("credentials cluster").doesNotContain("hunter2", "hunter3");
            assertThat(ipc.describe()).doesNotContain("cluster (idle)");
        }
    }

    /** Of a partition nobody else could have what is taken early; memory does as Kafka. */
    @ParameterizedTest
    @CsvSource({
        "256 on kafka,{transport: kafka}",
        "32 on kafka,'{transport: kafka, kafka: {mode: queue}}'",
        "400 on kafka,'{transport: kafka, concurrency: 200}'",
        "20,'{transport: kafka, window: 20}'",
        "256 on memory,'{transport: memory, memory: {like: kafka}}'"
    })
    void howManyAReceiverTakes(String window, String channel) {
        try (Ipc ipc = Ipc.builder().isolated().yaml("""
                        ipc:
                          service: configured
                          channels:
                            numbers: %s
                          transports:
                            kafka: {bootstrap-servers: ['no-such-host.invalid:9092']}
                        """.formatted(channel)).build()) {
            assertThat(ipc.describe()).containsPattern("window +" + window + " ");
        }
    }

    private static Ipc ipc(String options) {
        return Ipc.builder().isolated().yaml("""
                        ipc:
                          service: configured
                          credentials: {cluster: {type: basic, user: alice, password: hunter3}}
                          channels:
                            numbers: {transport: kafka}
                          transports:
                            kafka: {bootstrap-servers: ['no-such-host.invalid:9092'], %s}
                        """.formatted(options)).build();
    }
}
