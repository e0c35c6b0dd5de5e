package io.unifiedipc.kafka.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A broker in a process of its own, which ends when its input does: with the one that started it. */
final class ProcessBroker extends KafkaBroker {
    private @Nullable Process process;

    ProcessBroker(Node node) {
        super(node);
    }

    @Override
    public void resume() {
        if (process != null) {
            return;
        }
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ProcessBroker.class.getName(),
                            node.folder().toString(),
                            String.valueOf(node.port()),
                            String.valueOf(node.controllerPort()))
                    .redirectError(node.folder().resolve("errors.txt").toFile())
                    .start();
            awaitUp(process);
        } catch (IOException e) {
            throw new UncheckedIOException("no process for a broker", e);
        }
    }

    private void awaitUp(Process started) throws IOException {
        BufferedReader says =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        for (String line = says.readLine(); line != null; line = says.readLine()) {
            if (line.equals(UP)) {
                drain(says);
                return;
            }
        }
        throw new IllegalStateException(
                "the broker has ended: see " + node.folder().resolve("errors.txt"));
    }

    /** Else it would stand still once a pipe of what it says is full. */
    private static void drain(BufferedReader says) {
        Thread drain = new Thread(
                () -> {
                    try {
                        while (says.readLine() != null) {
                            // what it logs is nobody's interest here
                        }
                    } catch (IOException e) {
                        // it has ended
                    }
                },
                "kafka-broker-output");
        drain.setDaemon(true);
        drain.start();
    }

    @Override
    public void stop() {
        end(false);
    }

    @Override
    public void kill() {
        end(true);
    }

    private void end(boolean violently) {
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        if (violently) {
            running.destroyForcibly();
        } else {
            running.destroy();
        }
        running.onExit().join();
    }

    private static final String UP = "the broker is up";

    /** The process itself: a folder, its port and its controller's. */
    public static void main(String[] args) throws IOException {
        var server = new Node(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2])).serve();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdown();
            server.awaitShutdown();
        }));
        System.out.println(UP);
        while (System.in.read() >= 0) {
            // until who started it has gone
        }
        System.exit(0);
    }
}
