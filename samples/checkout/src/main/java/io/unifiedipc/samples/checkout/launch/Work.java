package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.samples.checkout.desk.Line;
import io.unifiedipc.samples.checkout.desk.Progress;
import io.unifiedipc.samples.checkout.effects.Effects;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What a run is to do, and where it says how that goes.
 *
 * @param output the folder of this run's effects
 */
record Work(
        Arguments arguments,
        String transport,
        List<Line> lines,
        Interrupt interrupt,
        PrintStream out,
        Progress progress,
        Path output) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Prints a table, below an empty line. */
    void print(List<String> table) {
        out.println();
        table.forEach(out::println);
    }

    /** So many more lines are done. */
    void done() {
        progress.add(1);
    }

    /**
     * Waits until what was sent has been handled, where all of it arrived: who only sends, or publishes, does not hear of it.
     *
     * @param effects how many lines the receivers write
     */
    void awaitEffects(int effects) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (Effects.in(output).count() < effects && System.nanoTime() < deadline) {
            LockSupport.parkNanos(20_000_000);
        }
    }
}
