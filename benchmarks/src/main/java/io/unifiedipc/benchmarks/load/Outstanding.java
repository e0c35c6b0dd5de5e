package io.unifiedipc.benchmarks.load;

import io.unifiedipc.benchmarks.Slice;
import io.unifiedipc.benchmarks.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One thread that always has the same number of calls under way: it waits for the oldest, and makes another. */
public final class Outstanding implements Subject {
    private static final int PATIENCE_SECONDS = 30;

    /** Makes a call; the future brings its answer, which is the payload. */
    @FunctionalInterface
    public interface Exchange {
        Future<byte[]> begin(byte[] payload) throws Exception;
    }

    /** Lets the oldest call be answered, where its handler waits for that. */
    @FunctionalInterface
    public interface Answering {
        void answerOldest(byte[] payload);
    }

    private final Exchange exchange;
    private final Answering answering;
    private final int most;
    private final Runnable closing;
    private final byte[] payload;

    /** Calls that are answered by whoever handles them. */
    public Outstanding(Exchange exchange, int payload, int most, Runnable closing) {
        this(exchange, bytes -> {}, payload, most, closing);
    }

    /** Calls that are answered when their turn has come to be the oldest. */
    public Outstanding(Exchange exchange, Answering answering, int payload, int most, Runnable closing) {
        this.exchange = exchange;
        this.answering = answering;
        this.most = most;
        this.closing = closing;
        this.payload = Payload.of(payload);
    }

    @Override
    public void run(Slice slice) throws Exception {
        List<Future<byte[]>> answers = new ArrayList<>(most);
        long[] began = new long[most]; // and no object for each call, which would be counted as the contender's
        while (!slice.over() && answers.size() < most) {
            began[answers.size()] = System.nanoTime();
            answers.add(exchange.begin(payload));
        }
        int oldest = 0;
        while (!slice.over()) {
            end(answers.get(oldest), began[oldest], slice);
            began[oldest] = System.nanoTime();
            answers.set(oldest, exchange.begin(payload));
            oldest = oldest + 1 == most ? 0 : oldest + 1;
        }
        for (int i = 0; i < answers.size(); i++) {
            int next = (oldest + i) % answers.size();
            end(answers.get(next), began[next], slice);
        }
    }

    private void end(Future<byte[]> answer, long began, Slice slice) throws Exception {
        answering.answerOldest(payload);
        Payload.check(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS), payload);
        slice.done(began);
    }

    @Override
    public void close() {
        closing.run();
    }
}
