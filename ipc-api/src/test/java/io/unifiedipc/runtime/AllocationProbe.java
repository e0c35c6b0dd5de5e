package io.unifiedipc.runtime;

import io.unifiedipc.Contract;
import io.unifiedipc.Ipc;
import io.unifiedipc.Operation;
import java.lang.management.ManagementFactory;

/** The process that {@link AllocationTest} measures. Prints the bytes that one call allocates, on all threads together. */
final class AllocationProbe {
    private static final int WARM_UP = 40_000;
    private static final int CALLS = 20_000;
    private static final int ROUNDS = 3;

    @Contract(channel = "bytes", version = "1.0.0")
    interface Bytes {
        @Operation(value = "Inline", nonBlocking = true)
        byte[] inline(byte[] bytes);

        @Operation("Worker")
        byte[] worker(byte[] bytes);
    }

    private AllocationProbe() {}

    public static void main(String[] args) {
        boolean inline = args[0].equals("INLINE");
        int calls = args.length > 1 ? Integer.parseInt(args[1]) : CALLS;
        String yaml = "ipc: {service: probe, workers: 1, channels: {bytes: {transport: memory}}}";
        try (Ipc ipc = Ipc.builder().isolated().yaml(yaml).build()) {
            ipc.serve(Bytes.class, new Bytes() {
                @Override
                public byte[] inline(byte[] bytes) {
                    return bytes;
                }

                @Override
                public byte[] worker(byte[] bytes) {
                    return bytes;
                }
            });
            ipc.start();
            Bytes client = ipc.client(Bytes.class);
            byte[] payload = new byte[64];
            run(client, inline, payload, WARM_UP);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long before = allocated();
                run(client, inline, payload, calls);
                least = Math.min(least, (allocated() - before) / calls);
            }
            System.out.println(least);
        }
    }

    private static void run(Bytes client, boolean inline, byte[] payload, int calls) {
        for (int i = 0; i < calls; i++) {
            if (inline) {
                client.inline(payload);
            } else {
                client.worker(payload);
            }
        }
    }

    /** By all threads that live: none ends meanwhile. Virtual threads are counted by their carriers. */
    private static long allocated() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
