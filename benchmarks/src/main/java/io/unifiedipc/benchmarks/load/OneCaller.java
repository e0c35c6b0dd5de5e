package io.unifiedipc.benchmarks.load;

import io.unifiedipc.benchmarks.Slice;
import io.unifiedipc.benchmarks.Subject;
import org.jspecify.annotations.Nullable;

/** One thread that makes a call, waits for its answer, and makes the next. */
public final class OneCaller implements Subject {
    /** Makes a call and waits for its answer, which is the payload. */
    @FunctionalInterface
    public interface Exchange {
        byte @Nullable [] call(byte[] payload) throws Exception;
    }

    private final Exchange exchange;
    private final int batch;
    private final Runnable closing;
    private final byte[] payload;

    /**
     * @param batch how many calls are timed together: 1, or more where the clock would cost a part of what a call does
     * @param closing gives back what the calls need
     */
    public OneCaller(Exchange exchange, int payload, int batch, Runnable closing) {
        this.exchange = exchange;
        this.batch = batch;
        this.closing = closing;
        this.payload = Payload.of(payload);
    }

    @Override
    public void run(Slice slice) throws Exception {
        while (!slice.over()) {
            long began = System.nanoTime();
            for (int i = 0; i < batch; i++) {
                Payload.check(exchange.call(payload), payload);
            }
            slice.done(batch, began);
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}
