package io.unifiedipc.benchmarks.load;

import io.unifiedipc.benchmarks.Slice;
import io.unifiedipc.benchmarks.Subject;

/** One thread that sends messages as fast as they are handled. A message has ended when all its receivers have handled it. */
public final class OneWayStream implements Subject {
    private static final int BATCH = 100;

    /** Sends a message without waiting for its handler. */
    @FunctionalInterface
    public interface Exchange {
        void send(byte[] payload) throws Exception;
    }

    private final Backlog backlog;
    private final Exchange exchange;
    private final Runnable closing;
    private final byte[] payload = Payload.of(Payload.USUAL);

    public OneWayStream(Backlog backlog, Exchange exchange, Runnable closing) {
        this.backlog = backlog;
        this.exchange = exchange;
        this.closing = closing;
    }

    @Override
    public void run(Slice slice) throws Exception {
        while (!slice.over()) {
            long began = System.nanoTime();
            for (int i = 0; i < BATCH; i++) {
                backlog.sending();
                exchange.send(payload);
            }
            slice.done(BATCH, began);
        }
        backlog.awaitEmpty();
    }

    @Override
    public void close() {
        closing.run();
    }
}
