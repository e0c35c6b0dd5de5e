package io.unifiedipc.kafka.broker;

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
 * <p>It is up when the method that starts it returns, after some seconds. One thread at a time.
 */
public abstract sealed class KafkaBroker implements AutoCloseable permits LocalBroker, ProcessBroker {
    final Node node;

    KafkaBroker(Node node) {
        this.node = node;
    }

    /** Starts one in this process. */
    public static KafkaBroker start() {
        return started(new LocalBroker(Node.fresh()));
    }

    /** Starts one in a process of its own, which can be {@linkplain #kill killed}. It ends with this process at the latest. */
    public static KafkaBroker startProcess() {
        return started(new ProcessBroker(Node.fresh()));
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
