package io.unifiedipc.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What the parent says. It is read all the time, so that the parent's end is noticed while calls are made. */
final class Orders {
    private static final int ORPHANED = 3;

    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>(16);

    private Orders() {}

    static Orders from(InputStream input) {
        Orders orders = new Orders();
        Thread reader = new Thread(() -> orders.listen(input), "orders");
        reader.setDaemon(true);
        reader.start();
        return orders;
    }

    /** Waits for the next. */
    String next() throws InterruptedException {
        return waiting.take();
    }

    private void listen(InputStream input) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(Lines.STACKS)) {
                    stacks();
                } else {
                    waiting.put(line);
                }
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("the parent can't be heard: " + e);
        }
        // The parent is gone, and nobody wants what is being done: no hook of a peer may hold the process up.
        Runtime.getRuntime().halt(ORPHANED);
    }

    private static void stacks() {
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            if (each.getValue().length > 0 && !each.getKey().isDaemon()) {
                System.err.println("thread " + each.getKey().getName());
                for (StackTraceElement frame : each.getValue()) {
                    System.err.println("\tat " + frame);
                }
            }
        }
        System.err.flush();
    }
}
