package io.unifiedipc.samples.checkout.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** Services that run in a process of their own until this is closed, and what an operator is told by them. */
final class Served implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final Path folder;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;

    Served(Path folder, String transport, String... more) throws Exception {
        this.folder = folder;
        List<String> words = new ArrayList<>(List.of("--transport", transport, "--serve"));
        words.addAll(List.of(
                "--output",
                folder.toString(),
                "--config",
                Sample.patient(folder).toString()));
        words.addAll(List.of(more));
        Arguments arguments = Arguments.of(words, Sample.HOME);
        thread = new Thread(() -> serve(arguments, transport), "serves");
        thread.start();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(folder.resolve("running.properties"))) {
            assertThat(ended).as("it goes on").isNotDone();
            assertThat(System.nanoTime()).as("it is up").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private void serve(Arguments arguments, String transport) {
        Interrupt interrupt = new Interrupt(() -> {});
        try (PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, UTF_8)) {
            new Run(arguments, transport, List.of(), interrupt, nowhere).serve();
        } catch (InterruptedException e) {
            ended.complete(null);
        } catch (Exception e) {
            ended.completeExceptionally(e);
        } finally {
            interrupt.finished();
        }
    }

    /** What is printed for these words behind {@code --admin}. */
    static String ask(Path folder, String... words) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        AdminCommand.of(List.of(words))
                .run(Sample.patient(folder), Running.in(folder).read(), new PrintStream(said, true, UTF_8));
        return said.toString(UTF_8);
    }

    String ask(String... words) throws Exception {
        return ask(folder, words);
    }

    /** Asks again and again, until the answer has this in it. */
    void await(String pattern, String... words) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String said = ask(words);
        while (!Pattern.compile(pattern).matcher(said).find()) {
            assertThat(System.nanoTime()).as("'" + pattern + "' in: " + said).isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
            said = ask(words);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        assertThat(ended).succeedsWithin(60, TimeUnit.SECONDS);
    }
}
