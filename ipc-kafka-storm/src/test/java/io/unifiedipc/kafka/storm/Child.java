package io.unifiedipc.kafka.storm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of the storm's, which ends when its input does: with this one at the latest. */
final class Child implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Class<?> program;
    private final Process process;
    private final PrintStream input;
    private final Thread reader;

    /**
     * Starts one.
     *
     * @param log where it logs
     * @param said gets each line of its output, on a thread of its own
     */
    Child(Class<?> program, Path log, Consumer<String> said, Object... arguments) throws IOException {
        this.program = program;
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.logFile=System.err",
                "-D" + Settings.PROTOCOL + "=" + System.getProperty(Settings.PROTOCOL, ""),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        for (Object each : arguments) {
            line.add(String.valueOf(each));
        }
        process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        reader = new Thread(() -> read(said), program.getSimpleName());
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Consumer<String> said) {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(said);
        } catch (IOException e) {
            throw new IllegalStateException("the output of a " + program.getSimpleName(), e);
        }
    }

    void tell(String line) {
        input.println(line);
    }

    boolean hasFailed() {
        return !process.isAlive() && process.exitValue() != 0;
    }

    /** Writes down what each of its threads does. */
    void stacks(Path file) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), "Thread.print")
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start()
                .waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Waits for its end, and its exit value. */
    int end(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("a " + program.getSimpleName() + " has not ended within " + seconds + " s");
        }
        reader.join(TimeUnit.SECONDS.toMillis(seconds));
        return process.exitValue();
    }

    /** Ends its input, and so itself, in an orderly way. */
    int stop(int seconds) throws InterruptedException {
        input.close();
        return end(seconds);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
