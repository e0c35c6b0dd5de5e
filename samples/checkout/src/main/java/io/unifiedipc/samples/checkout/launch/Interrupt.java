package io.unifiedipc.samples.checkout.launch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C: whoever works is told to stop, and the process ends when its main thread has finished what was begun. */
final class Interrupt {
    private final List<Runnable> stops = new CopyOnWriteArrayList<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean happened;

    /** Listens from now on. */
    Interrupt(Runnable first) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(first), "interrupt"));
    }

    private void stop(Runnable first) {
        if (finished.getCount() == 0) {
            return;
        }
        happened = true;
        first.run();
        stops.forEach(Runnable::run);
        try {
            if (!finished.await(30, TimeUnit.SECONDS)) {
                System.err.println("what was begun did not end within 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Calls this when it happens, at once if it has. */
    void stops(Runnable work) {
        stops.add(work);
        if (happened) {
            work.run();
        }
    }

    boolean happened() {
        return happened;
    }

    /** The main thread is done. */
    void finished() {
        finished.countDown();
    }
}
