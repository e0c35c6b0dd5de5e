package io.unifiedipc.benchmarks.kafka;

import io.unifiedipc.Contract;
import io.unifiedipc.Ipc;
import io.unifiedipc.Operation;
import io.unifiedipc.benchmarks.Subject;
import io.unifiedipc.benchmarks.load.Backlog;
import io.unifiedipc.benchmarks.load.OneWayStream;
import io.unifiedipc.benchmarks.load.Outstanding;
import io.unifiedipc.benchmarks.load.Payload;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A channel over Kafka, with all that it has by default, but for room for as many messages under way as the stream has. */
final class Ours {
    private static final int ROOM = 2 * Load.IN_FLIGHT;

    private Ours() {}

    /** Where its handlers run. */
    enum Where {
        /** On the thread that has polled: they say that they never block. */
        INLINE,
        WORKER
    }

    /** The sending side. */
    @Contract(channel = "bytes", version = "1.0.0")
    interface Sending {
        @Operation(value = "Echo", oneWay = true)
        CompletableFuture<Void> tell(byte[] bytes);
    }

    /** The receiving side. */
    @Contract(channel = "bytes", version = "1.0.0")
    interface Taking {
        @Operation(value = "Echo", oneWay = true)
        void tell(byte[] bytes);
    }

    /** The receiving side, of a handler that never blocks. */
    @Contract(channel = "bytes", version = "1.0.0")
    interface TakingInline {
        @Operation(value = "Echo", oneWay = true, nonBlocking = true)
        void tell(byte[] bytes);
    }

    /** The calling side. */
    @Contract(channel = "bytes", version = "1.0.0")
    interface Asking {
        @Operation("Echo")
        CompletableFuture<byte[]> echo(byte[] bytes);
    }

    /** The answering side. */
    @Contract(channel = "bytes", version = "1.0.0")
    interface Answering {
        @Operation("Echo")
        byte[] echo(byte[] bytes);
    }

    /** The answering side, of a handler that never blocks. */
    @Contract(channel = "bytes", version = "1.0.0")
    interface AnsweringInline {
        @Operation(value = "Echo", nonBlocking = true)
        byte[] echo(byte[] bytes);
    }

    static Subject stream(String address, Where where) throws Exception {
        Backlog backlog = new Backlog(Load.IN_FLIGHT, 1);
        Confirmed confirmed = new Confirmed();
        Ipc ipc = ipc(address, where, Clients.LINGER_MILLIS);
        switch (where) {
            case INLINE -> ipc.serve(TakingInline.class, bytes -> Load.handle(bytes, backlog));
            case WORKER -> ipc.serve(Taking.class, bytes -> Load.handle(bytes, backlog));
        }
        begin(ipc);
        Sending client = ipc.client(Sending.class);
        return new OneWayStream(
                backlog,
                payload -> {
                    confirmed.check();
                    var unused = client.tell(payload).whenComplete((taken, failure) -> confirmed.told(failure));
                },
                ipc::close);
    }

    static Subject outstanding(String address, Where where) throws Exception {
        Ipc ipc = ipc(address, where, 0);
        switch (where) {
            case INLINE -> ipc.serve(AnsweringInline.class, bytes -> bytes);
            case WORKER -> ipc.serve(Answering.class, bytes -> bytes);
        }
        begin(ipc);
        Asking client = ipc.client(Asking.class);
        return new Outstanding(client::echo, Payload.USUAL, Load.OUTSTANDING, ipc::close);
    }

    static Ipc ipc(String address, Where where, int lingerMillis) {
        String name = "ours." + where.name().toLowerCase(Locale.ROOT);
        return Ipc.builder()
                .isolated()
                .set("service", "benchmark")
                .set("channels.bytes.transport", "kafka")
                .set("channels.bytes.timeout", "30s") // as patient as whoever looks at the others' answers
                .set("channels.bytes.max-outstanding", String.valueOf(ROOM))
                .set("channels.bytes.kafka.topic", name)
                .set("channels.bytes.kafka.reply-topic", name + ".replies")
                .set("transports.kafka.bootstrap-servers", address)
                .set("transports.kafka.create", "true")
                .set("transports.kafka.native.linger.ms", String.valueOf(lingerMillis))
                .build();
    }

    private static void begin(Ipc ipc) throws Exception {
        ipc.start();
        ipc.ready().get(1, TimeUnit.MINUTES);
    }
}
