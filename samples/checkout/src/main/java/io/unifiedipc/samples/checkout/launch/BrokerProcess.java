package io.unifiedipc.samples.checkout.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The broker that a run brings along: a real one, in a process of its own. It is known by the name of its program alone, so that a
 * run without a broker needs none of its jars.
 */
final class BrokerProcess implements AutoCloseable {
    private static final String PROGRAM = "io.unifiedipc.kafka.broker.Main";

    private final @Nullable Process process;
    private final @Nullable String address;

    private BrokerProcess(@Nullable Process process, @Nullable String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts one for a run that needs it, and has none that is there already. */
    static BrokerProcess of(Arguments arguments, String transport) throws IOException {
        boolean needed = transport.equals("kafka") && arguments.broker() == null;
        return needed ? start(arguments.output()) : new BrokerProcess(null, arguments.broker());
    }

    private static BrokerProcess start(Path output) throws IOException {
        Path log = Files.createDirectories(output).resolve("broker.log");
        String classPath = System.getProperty("checkout.broker", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        PROGRAM)
                .redirectError(log.toFile())
                .start();
        try (BufferedReader says = process.inputReader(StandardCharsets.UTF_8)) {
            String address = says.readLine();
            if (address == null) {
                throw new IOException("the broker has not come up: see " + log);
            }
            return new BrokerProcess(process, address);
        }
    }

    /** Where it listens; null where there is none, or the configuration says it. */
    @Nullable
    String address() {
        return address;
    }

    /** Ends it, and waits until what it stored is deleted. */
    @Override
    public void close() throws IOException {
        if (process == null) {
            return;
        }
        process.getOutputStream().close();
        try {
            process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            process.destroyForcibly();
            throw new IOException("the broker did not end within 30 s, and was killed", e);
        }
    }
}
