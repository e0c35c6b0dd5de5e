package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.samples.checkout.desk.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The second JVM, seen from the first. */
final class ServicesProcess implements AutoCloseable {
    /** What its desk has done. */
    record Done(List<String> table, int calls, int failures, int effects) {}

    /** The status after a Ctrl-C. */
    private static final int INTERRUPTED = 130;

    private final Process process;
    private final Progress progress;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final CompletableFuture<Done> done = new CompletableFuture<>();

    /** Starts it with this class path, and these keys over the configuration file. */
    ServicesProcess(Map<String, String> keys, List<String> arguments, Progress progress) throws IOException {
        this.progress = progress;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        keys.forEach((key, value) -> command.add("-Dipc." + key + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ServicesMain.class.getName()));
        command.addAll(arguments);
        process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        Thread reader = new Thread(this::listen, "services-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void listen() {
        List<String> table = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(ServicesMain.READY)) {
                    ready.complete(true);
                } else if (line.startsWith(ServicesMain.LINES)) {
                    progress.add(Integer.parseInt(line.substring(ServicesMain.LINES.length())));
                } else if (line.startsWith(ServicesMain.REPORT)) {
                    table.add(line.substring(ServicesMain.REPORT.length()));
                } else if (line.startsWith(ServicesMain.DONE)) {
                    String[] numbers =
                            line.substring(ServicesMain.DONE.length()).split(" ", -1);
                    done.complete(new Done(
                            table,
                            Integer.parseInt(numbers[0]),
                            Integer.parseInt(numbers[1]),
                            Integer.parseInt(numbers[2])));
                } else {
                    System.out.println(line);
                }
            }
        } catch (IOException e) {
            System.err.println("what the services say can't be read: " + e);
        }
        var gone = new IllegalStateException("the services' process has ended; what it said stands above");
        ready.completeExceptionally(gone);
        done.completeExceptionally(gone);
    }

    /** Ends it at once, as {@code kill -9} does; what it was doing stays undone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Waits until it receives. */
    void awaitReady() throws Exception {
        ready.get(60, TimeUnit.SECONDS);
    }

    /** Waits until the desk in there has done its lines. */
    Done awaitDesk() throws Exception {
        return done.get(10, TimeUnit.MINUTES);
    }

    /** Tells it that nothing more comes, and waits until it has handled what came, and ended. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            int status = process.onExit().orTimeout(40, TimeUnit.SECONDS).join().exitValue();
            if (status != 0 && status != INTERRUPTED) {
                System.err.println("the services' process ended with status " + status);
            }
        } catch (CompletionException e) {
            process.destroyForcibly();
            throw new IOException("the services' process did not end within 40 s, and was killed", e);
        }
    }
}
