package io.unifiedipc.kafka.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka node, broker and controller in one, that listens on the loopback address: its folder, its ports, and how it is set up.
 *
 * @param folder what it stores, with its settings
 * @param port of its clients
 * @param plainPort where it asks nobody who they are, itself among them
 * @param security how its clients speak to it: a security protocol of Kafka's
 * @param more settings of its own
 */
record Node(Path folder, int port, int plainPort, int controllerPort, String security, Map<String, String> more) {
    private static final String NUMBER = "1";
    private static final String CONTROLLER = "CONTROLLER";
    private static final String SETTINGS = "server.properties";
    private static final String LOGS = "log.dirs";
    /** An environment variable, as it reaches the processes of brokers, too. */
    private static final String SESSION = "KAFKA_BROKER_SESSION_MILLIS";

    private static final int SESSION_MILLIS = session(System.getenv(SESSION));

    /** One with nothing in it. */
    static Node fresh(String security, Map<String, String> more) {
        try {
            Path folder = Files.createTempDirectory("kafka");
            Node node = new Node(folder, freePort(), freePort(), freePort(), security, Map.copyOf(more));
            node.write();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException("no folder or port for a broker", e);
        }
    }

    private static int session(@Nullable String said) {
        if (said == null) {
            return 3_000;
        }
        int millis = said.matches("[0-9]{4,5}") ? Integer.parseInt(said) : 0;
        if (millis < 3_000 || millis > 60_000) {
            throw new IllegalArgumentException(
                    SESSION + " is '" + said + "': say how many milliseconds, from 3000 to 60000");
        }
        return millis;
    }

    /** Where clients reach it. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** Its settings, as it takes them. */
    Path file() {
        return folder.resolve(SETTINGS);
    }

    /** Where one in a process of its own logs. */
    Path errors() {
        return folder.resolve("errors.txt");
    }

    /**
     * Runs one with these settings in this process, with what is stored there, or afresh; it is up when this returns. It keeps to what
     * brokers of several versions have.
     */
    static KafkaRaftServer serve(Path file) {
        Properties settings = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            settings.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("a broker has no settings", e);
        }
        if (!Files.exists(Path.of(settings.getProperty(LOGS)))) {
            format(settings.getProperty(LOGS));
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
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

    private void write() throws IOException {
        Properties all = new Properties();
        all.putAll(settings());
        all.putAll(more);
        try (Writer out = Files.newBufferedWriter(file())) {
            all.store(out, null);
        }
    }

    private static void format(String folder) {
        Formatter formatter = new Formatter();
        formatter
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(Integer.parseInt(NUMBER))
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(folder)
                .addDirectory(folder)
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
        String reached = "CLIENTS://" + address() + ",PLAIN://127.0.0.1:" + plainPort;
        all.put("listeners", reached + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        all.put("advertised.listeners", reached);
        all.put(
                "listener.security.protocol.map",
                "CLIENTS:" + security + ",PLAIN:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        all.put("inter.broker.listener.name", "PLAIN");
        all.put(LOGS, folder.resolve("data").toString());
        all.put("auto.create.topics.enable", "false");
        // A single node: what is kept by three in production is kept by one.
        for (String each : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            all.put(each + ".replication.factor", "1");
            all.put(each + ".num.partitions", "1");
        }
        all.put("transaction.state.log.min.isr", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
        // Tests wait for members that come, go and die.
        String session = Integer.toString(SESSION_MILLIS);
        String heartbeat = Integer.toString(SESSION_MILLIS / 60);
        all.put("broker.heartbeat.interval.ms", Integer.toString(SESSION_MILLIS / 3));
        all.put("broker.session.timeout.ms", session);
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("group.min.session.timeout.ms", "1000");
        all.put("group.consumer.heartbeat.interval.ms", heartbeat);
        all.put("group.consumer.min.heartbeat.interval.ms", "50");
        all.put("group.consumer.session.timeout.ms", session);
        all.put("group.consumer.min.session.timeout.ms", "1000");
        all.put("group.share.heartbeat.interval.ms", heartbeat);
        all.put("group.share.min.heartbeat.interval.ms", "50");
        all.put("group.share.session.timeout.ms", session);
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
