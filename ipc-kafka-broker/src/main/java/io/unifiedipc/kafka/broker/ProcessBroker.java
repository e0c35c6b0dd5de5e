package io.unifiedipc.kafka.broker;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A broker in a process of its own, which ends when its input does: with the one that started it. */
final class ProcessBroker extends KafkaBroker {
    private static final String UP = "the broker is up";

    private final String classPath;
    private @Nullable Process process;

    /** With the jars of its version; without, of this process' own. */
    ProcessBroker(Node node, @Nullable Path libraries) {
        super(node);
        classPath = libraries == null
                ? System.getProperty("java.class.path")
                : own() + File.pathSeparator + libraries.resolve("*");
    }

    private static Path own() {
        try {
            return Path.of(ProcessBroker.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where are the classes of the broker?", e);
        }
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
                            "-Dorg.slf4j.simpleLogger.logFile=System.err",
                            "-cp",
                            classPath,
                            ProcessBroker.class.getName(),
                            node.file().toString())
                    .redirectError(
                            ProcessBuilder.Redirect.appendTo(node.errors().toFile()))
                    .start();
            awaitUp(process);
        } catch (IOException e) {
            throw new UncheckedIOException("no process for a broker", e);
        }
    }

    /** It says one line, and logs beside that. */
    private void awaitUp(Process started) throws IOException {
        BufferedReader says =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        if (!UP.equals(says.readLine())) {
            end(true);
            throw new IllegalStateException("the broker has not come up: see " + node.errors());
        }
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

    /** The process itself, with a file of settings. */
    public static void main(String[] args) throws IOException {
        var server = Node.serve(Path.of(args[0]));
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
