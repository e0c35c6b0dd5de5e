package io.unifiedipc.kafka.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * One Kafka node, broker and controller in one, that listens on the loopback address: its folder, its ports, and how it is set up.
 *
 * @param folder what it stores
 */
record Node(Path folder, int port, int controllerPort) {
    private static final String NUMBER = "1";
    private static final String CONTROLLER = "CONTROLLER";

    /** One with nothing in it. */
    static Node fresh() {
        try {
            Node node = new Node(Files.createTempDirectory("kafka"), freePort(), freePort());
            node.format();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException("no folder or port for a broker", e);
        }
    }

    /** Where clients reach it. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** Where one in a process of its own logs. */
    Path errors() {
        return folder.resolve("errors.txt");
    }

    /** Runs it in this process; it is up when this returns. */
    KafkaRaftServer serve() {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
        server.startup();
        return server;
    }

    /** Deletes what it has stored. */
    void delete() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("left behind by a broker: " + folder, e);
        }
    }

    private void format() {
        Formatter formatter = new Formatter();
        formatter
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(Integer.parseInt(NUMBER))
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()));
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException("the broker's folder " + folder + " can't be prepared", e);
        }
    }

    private Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", NUMBER);
        all.put("controller.quorum.voters", NUMBER + "@127.0.0.1:" + controllerPort);
        all.put("controller.listener.names", CONTROLLER);
        all.put("listeners", "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        all.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        all.put("log.dirs", folder.toString());
        all.put("auto.create.topics.enable", "false");
        // A single node: what is kept by three in production is kept by one.
        for (String each : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            all.put(each + ".replication.factor", "1");
            all.put(each + ".num.partitions", "1");
        }
        all.put("transaction.state.log.min.isr", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
        // Tests wait for members that come, go and die.
        all.put("broker.heartbeat.interval.ms", "1000");
        all.put("broker.session.timeout.ms", "3000");
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("group.min.session.timeout.ms", "1000");
        all.put("group.consumer.heartbeat.interval.ms", "200");
        all.put("group.consumer.min.heartbeat.interval.ms", "200");
        all.put("group.consumer.session.timeout.ms", "3000");
        all.put("group.consumer.min.session.timeout.ms", "1000");
        all.put("group.share.heartbeat.interval.ms", "200");
        all.put("group.share.min.heartbeat.interval.ms", "200");
        all.put("group.share.session.timeout.ms", "3000");
        all.put("group.share.min.session.timeout.ms", "1000");
        all.put("group.share.min.record.lock.duration.ms", "1000");
        all.put("log.cleaner.dedupe.buffer.size", "2097152");
        return all;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
