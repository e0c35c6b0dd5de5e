package io.unifiedipc.benchmarks.scale;

import io.unifiedipc.benchmarks.load.Payload;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/** How much of the heap calls hold while they are under way, and whether they give it back. */
final class Held {
    private static final int MOST_BYTES_EACH = 1000;
    /** What a JVM that compiles meanwhile may differ by, whatever runs in it. */
    private static final long NOISE_BYTES = 2_000_000;

    /** {@code MarkSweepAlwaysCompactCount}. */
    private static final int FULL_COLLECTIONS = 4;

    private static final double LEFT = 0.05;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private final int calls;

    Held(int calls) {
        this.calls = calls;
    }

    /** Makes a call. */
    interface Begin {
        Future<byte[]> begin(byte[] payload);
    }

    /** Brings about its end, and waits for it. */
    interface End {
        void end(Future<byte[]> call, byte[] payload) throws Exception;
    }

    /** Lets all calls be under way and end twice, the first time so that whatever is made once has been made. */
    void check(Begin begin, End end) throws Exception {
        byte[] payload = Payload.of(Payload.USUAL);
        List<Future<byte[]>> underWay = new ArrayList<>(calls);
        fill(underWay, begin, payload);
        drain(underWay, end, payload);
        long before = usedHeap();
        fill(underWay, begin, payload);
        long with = usedHeap();
        drain(underWay, end, payload);
        long after = usedHeap();
        if (with - before > NOISE_BYTES + (long) MOST_BYTES_EACH * calls) {
            throw new IllegalStateException(
                    "a call that is under way holds " + (with - before) / calls + " bytes, over " + MOST_BYTES_EACH);
        }
        long left = after - before;
        if (left > NOISE_BYTES + LEFT * (with - before)) {
            throw new IllegalStateException("of " + (with - before) + " bytes that were held " + left + " are left");
        }
    }

    private void fill(List<Future<byte[]>> underWay, Begin begin, byte[] payload) {
        for (int i = 0; i < calls; i++) {
            underWay.add(begin.begin(payload));
        }
    }

    private static void drain(List<Future<byte[]>> underWay, End end, byte[] payload) throws Exception {
        for (Future<byte[]> call : underWay) {
            end.end(call, payload);
        }
        underWay.clear();
    }

    /** What is reachable. The serial collector leaves some dead objects where they are, but in each fourth full collection. */
    private static long usedHeap() {
        for (int i = 0; i < FULL_COLLECTIONS; i++) {
            MEMORY.gc();
        }
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
