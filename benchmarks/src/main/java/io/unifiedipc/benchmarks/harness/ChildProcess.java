package io.unifiedipc.benchmarks.harness;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link Child}, seen from its parent. Of one thread, but for {@link #destroy}. */
final class ChildProcess {
    private static final String GONE = "gone";
    private static final long LAST_WORDS_MILLIS = 3_000;

    private final String name;
    private final Process process;
    private final BufferedWriter orders;
    private final Tail errors;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        orders = process.outputWriter(StandardCharsets.UTF_8);
        errors = new Tail(process.errorReader(StandardCharsets.UTF_8), "errors of " + name);
        Thread reader = new Thread(this::listen, "answers of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it, and does not wait until it is open. */
    static ChildProcess start(Seat seat, Jvm jvm) throws IOException {
        return new ChildProcess(seat.name(), new ProcessBuilder(jvm.command(seat)).start());
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(Lines.ANSWER)) {
                    answers.add(line.substring(Lines.ANSWER.length()));
                } else {
                    errors.add(line);
                }
            }
        } catch (IOException e) {
            answers.add(Lines.FAILED + " its answers can't be read: " + e);
        }
        answers.add(GONE);
    }

    /** Tells it something. */
    void tell(String order) throws ChildFailure, InterruptedException {
        try {
            orders.write(order);
            orders.newLine();
            orders.flush();
        } catch (IOException e) {
            // It has ended; why is in what it said before.
            await(order, LAST_WORDS_MILLIS);
            throw failure("can't be told '" + order + "': " + e);
        }
    }

    /** Waits for an answer that begins with this word, and gives what follows it. */
    String await(String word, long millis) throws ChildFailure, InterruptedException {
        String line = answers.poll(millis, TimeUnit.MILLISECONDS);
        if (line == null) {
            throw silent(word, millis);
        }
        if (line.equals(GONE)) {
            process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
            throw failure("ended" + (process.isAlive() ? "" : " with status " + process.exitValue()) + " where '" + word
                    + "' was expected");
        }
        if (line.startsWith(Lines.FAILED)) {
            throw failure("failed: " + line.substring(Lines.FAILED.length()).trim());
        }
        if (!line.startsWith(word + " ")) {
            throw failure("said '" + line + "' where '" + word + "' was expected");
        }
        return line.substring(word.length() + 1);
    }

    /** Tells it something, and waits for the answer. */
    String ask(String order, String word, long millis) throws ChildFailure, InterruptedException {
        tell(order);
        return await(word, millis);
    }

    /** Tells it to close what is open, and waits until that is done. */
    void close(long millis) throws ChildFailure, InterruptedException {
        ask(Lines.CLOSE, Lines.CLOSE, millis);
    }

    /** Waits for its end, so long at most. */
    void awaitEnd(long millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    private ChildFailure silent(String word, long millis) throws InterruptedException {
        try {
            tell(Lines.STACKS);
        } catch (ChildFailure e) {
            return e;
        }
        // No answer says that all stacks are out: what comes in this time is shown.
        process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
        return failure("gave no answer to '" + word + "' within " + millis + " ms; its stacks follow");
    }

    private ChildFailure failure(String what) throws InterruptedException {
        if (!process.isAlive() || what.startsWith("failed")) {
            errors.await(LAST_WORDS_MILLIS);
        }
        return new ChildFailure(name + " " + what, errors.text());
    }

    /** Ends it at once, whatever it does. */
    void destroy() {
        process.destroyForcibly();
    }
}
