package io.unifiedipc.benchmarks.http;

import io.unifiedipc.benchmarks.Slice;
import io.unifiedipc.benchmarks.Subject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls under way without a thread that waits for each: whichever thread brings a reply makes the next one. */
final class Futures implements Subject {
    private final int many;
    private final OrderClient client;

    Futures(int many, OrderClient client) {
        this.many = many;
        this.client = client;
    }

    @Override
    public void run(Slice slice) throws Exception {
        if (many == 1) {
            one(slice);
            return;
        }
        Window window = new Window(slice);
        for (int i = 0; i < many; i++) {
            window.next();
        }
        window.await();
    }

    /** Who has one call at a time joins its future, and makes the next one itself. */
    private void one(Slice slice) {
        while (!slice.over()) {
            long began = System.nanoTime();
            client.later(PlaceOrder.ONE).join().checked();
            slice.done(began);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private final class Window {
        private final Slice slice;
        private final CountDownLatch ended = new CountDownLatch(many);
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Window(Slice slice) {
            this.slice = slice;
        }

        void next() {
            if (slice.over() || failure.get() != null) {
                ended.countDown();
                return;
            }
            long began = System.nanoTime();
            var unused = client.later(PlaceOrder.ONE).whenComplete((placed, e) -> {
                try {
                    if (e != null) {
                        throw e;
                    }
                    placed.checked();
                    slice.done(began);
                } catch (Throwable wrong) {
                    failure.compareAndSet(null, wrong);
                }
                next();
            });
        }

        void await() throws InterruptedException {
            ended.await();
            Throwable wrong = failure.get();
            if (wrong != null) {
                throw new IllegalStateException("a call failed: " + wrong, wrong);
            }
        }
    }
}
