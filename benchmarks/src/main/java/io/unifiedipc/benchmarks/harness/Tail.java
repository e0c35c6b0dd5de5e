package io.unifiedipc.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines that a child printed, and that are no answers. */
final class Tail {
    private static final int LINES = 120;

    private final Deque<String> last = new ArrayDeque<>();
    private final Thread reader;

    Tail(BufferedReader lines, String name) {
        reader = new Thread(() -> read(lines), name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(BufferedReader lines) {
        try (lines) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("what it printed can't be read further: " + e);
        }
    }

    synchronized void add(String line) {
        if (last.size() == LINES) {
            last.removeFirst();
        }
        last.addLast(line);
    }

    /** Lets the last lines of a process that has ended come in. */
    void await(long millis) throws InterruptedException {
        reader.join(millis);
    }

    synchronized String text() {
        return String.join("\n", last);
    }
}
