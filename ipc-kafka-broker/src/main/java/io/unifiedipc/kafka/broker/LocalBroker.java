package io.unifiedipc.kafka.broker;

import kafka.server.KafkaRaftServer;
import org.jspecify.annotations.Nullable;

/** A broker in this process. */
final class LocalBroker extends KafkaBroker {
    private @Nullable KafkaRaftServer server;

    LocalBroker(Node node) {
        super(node);
    }

    @Override
    public void stop() {
        KafkaRaftServer running = server;
        server = null;
        if (running != null) {
            running.shutdown();
            running.awaitShutdown();
        }
    }

    @Override
    public void kill() {
        throw new UnsupportedOperationException("it runs in this process: start it with startProcess()");
    }

    @Override
    public void resume() {
        if (server == null) {
            server = Node.serve(node.file());
        }
    }
}
