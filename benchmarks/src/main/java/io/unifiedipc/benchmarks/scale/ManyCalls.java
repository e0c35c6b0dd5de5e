package io.unifiedipc.benchmarks.scale;

import io.unifiedipc.Contract;
import io.unifiedipc.Ipc;
import io.unifiedipc.Operation;
import io.unifiedipc.benchmarks.Slice;
import io.unifiedipc.benchmarks.Subject;
import io.unifiedipc.benchmarks.load.Outstanding;
import io.unifiedipc.benchmarks.load.Payload;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * So many calls under way, really: their handlers have begun, and answer when their turn comes. All runs on one thread, so that
 * nothing but the number of calls changes from one size to the next. Opening it fails where a call that is under way holds more
 * than a kilobyte, or where anything is still held when none is; so does each slice where the counts are not zero afterwards.
 */
final class ManyCalls implements Subject {
    /** Far more than a slice takes. */
    private static final String PATIENCE = "5m";

    private final Ipc ipc;
    private final Client client;
    private final Queue<CompletableFuture<byte[]>> unanswered = new ArrayDeque<>();
    private final Outstanding load;

    /** The calling side. */
    @Contract(channel = "bytes", version = "1.0.0")
    interface Client {
        @Operation(value = "Later", nonBlocking = true)
        CompletableFuture<byte[]> later(byte[] bytes);
    }

    private ManyCalls(int most) {
        ipc = Ipc.builder().isolated().yaml("""
                        ipc:
                          max-outstanding: %1$d
                          channels:
                            bytes:
                              transport: memory
                              timeout: %2$s
                              max-outstanding: %1$d
                              concurrency: %1$d
                              window: %1$d
                        """.formatted(most, PATIENCE)).build();
        ipc.serve(Client.class, this::handle);
        ipc.start();
        client = ipc.client(Client.class);
        load = new Outstanding(this::begin, this::answerOldest, Payload.USUAL, most, ipc::close);
    }

    static Subject open(int most) {
        ManyCalls calls = new ManyCalls(most);
        try {
            new Held(most).check(calls::begin, calls::end);
        } catch (Exception e) {
            calls.close();
            throw new IllegalStateException("with " + most + " outstanding: " + e.getMessage(), e);
        }
        calls.checkNothingLeft();
        return calls;
    }

    private CompletableFuture<byte[]> handle(byte[] payload) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        unanswered.add(answer);
        return answer;
    }

    private Future<byte[]> begin(byte[] payload) {
        return client.later(payload);
    }

    private void answerOldest(byte[] payload) {
        unanswered.remove().complete(payload);
    }

    private void end(Future<byte[]> call, byte[] payload) throws Exception {
        answerOldest(payload);
        Payload.check(call.get(), payload);
    }

    @Override
    public void run(Slice slice) throws Exception {
        load.run(slice);
        checkNothingLeft();
    }

    private void checkNothingLeft() {
        Ipc.Counts counts = ipc.counts();
        if (counts.outstanding() + counts.waiting() + counts.pendingReplies() + counts.inFlight() > 0) {
            throw new IllegalStateException("all calls have ended, and yet there are " + counts);
        }
    }

    @Override
    public void close() {
        load.close();
    }
}
