package io.unifiedipc.kafka.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * A real Kafka broker on the loopback address, for tests and samples: a single node that creates no topics by itself, and keeps what
 * it has stored while it is stopped.
 *
 * <pre>{@code
 * try (KafkaBroker broker = KafkaBroker.start()) {
 *     ... "transports.kafka.bootstrap-servers: [" + broker.address() + "]" ...
 * }
 * }</pre>
 *
 * <p>It is up when the method that starts it returns, after some seconds. A member of a group that it has not heard of for three seconds
 * is dead to it; on a machine that stands still for longer, say so by the environment variable {@code KAFKA_BROKER_SESSION_MILLIS},
 * up to 60000. One thread at a time.
 */
public abstract sealed class KafkaBroker implements AutoCloseable permits LocalBroker, ProcessBroker {
    private static final String PLAINTEXT = "PLAINTEXT";

    final Node node;

    KafkaBroker(Node node) {
        this.node = node;
    }

    /** Starts one in this process. */
    public static KafkaBroker start() {
        return start(PLAINTEXT, Map.of());
    }

    /**
     * Starts one in this process that its clients reach in a certain way.
     *
     * <pre>{@code
     * KafkaBroker.start("SASL_PLAINTEXT", Map.of(
     *         "sasl.enabled.mechanisms", "SCRAM-SHA-512",
     *         "listener.name.clients.scram-sha-512.sasl.jaas.config",
     *         "org.apache.kafka.common.security.scram.ScramLoginModule required;"));
     * }</pre>
     *
     * @param security one of the <a href="https://kafka.apache.org/documentation/#security_overview">security protocols</a>:
     *     {@code PLAINTEXT}, {@code SSL}, {@code SASL_PLAINTEXT}, {@code SASL_SSL}
     * @param settings of the broker, such as {@code ssl.keystore.location}; its clients' listener is named {@code clients}
     */
    public static KafkaBroker start(String security, Map<String, String> settings) {
        return started(new LocalBroker(Node.fresh(security, settings)));
    }

    /** Starts one in a process of its own, which can be {@linkplain #kill killed}. It ends with this process at the latest. */
    public static KafkaBroker startProcess() {
        return started(new ProcessBroker(Node.fresh(PLAINTEXT, Map.of()), null));
    }

    /**
     * Starts one of another version in a process of its own.
     *
     * @param libraries a folder with all its jars, those of {@code kafka_2.13}; 3.9 or later
     */
    public static KafkaBroker startProcess(Path libraries) {
        return started(new ProcessBroker(Node.fresh(PLAINTEXT, Map.of()), libraries));
    }

    private static KafkaBroker started(KafkaBroker broker) {
        try {
            broker.resume();
            return broker;
        } catch (RuntimeException | Error e) {
            broker.close();
            throw e;
        }
    }

    /** Where it listens, for {@code bootstrap-servers}. */
    public String address() {
        return node.address();
    }

    /** Where it asks nobody who they are, whatever it demands at {@link #address}: for what a test sets up by itself. */
    public String plainAddress() {
        return "127.0.0.1:" + node.plainPort();
    }

    /** Stops it in an orderly way. Does nothing where it does not run. */
    public abstract void stop();

    /**
     * Ends it as {@code kill -9} does.
     *
     * @throws UnsupportedOperationException where it runs in this process
     */
    public abstract void kill();

    /** Starts it again, in the same place and with what it has stored. Does nothing where it runs. */
    public abstract void resume();

    /** Stops it, and deletes what it has stored. */
    @Override
    public void close() {
        stop();
        node.delete();
    }
}
