package io.unifiedipc.benchmarks.memory;

import io.unifiedipc.Contract;
import io.unifiedipc.Event;
import io.unifiedipc.Ipc;
import io.unifiedipc.Operation;
import io.unifiedipc.benchmarks.Subject;
import io.unifiedipc.benchmarks.load.Backlog;
import io.unifiedipc.benchmarks.load.OneCaller;
import io.unifiedipc.benchmarks.load.OneWayStream;
import io.unifiedipc.benchmarks.load.Outstanding;
import io.unifiedipc.benchmarks.load.Payload;
import java.util.concurrent.CompletableFuture;

/**
 * A channel in memory, with all that it has by default: deadline, key, version, circuit breaker, limit of outstanding calls.
 * Handlers have one thread, as the executor and the peers give theirs, unless a row says otherwise.
 */
final class Ours {
    static final String NAME = "Unified IPC";
    static final String DEFAULT_WORKERS = "Unified IPC, 64 workers";

    private static final String COMMANDS = "channels: {bytes: {transport: memory}}}";
    private static final String EVENTS = "channels: {bytes: {kind: events, transport: memory}}}";
    private static final String ONE_WORKER = "ipc: {workers: 1, ";
    private static final String WORKERS = "ipc: {";

    private Ours() {}

    /** The calling side. */
    @Contract(channel = "bytes", version = "1.0.0")
    interface Client {
        @Operation(value = "Inline", nonBlocking = true)
        byte[] inline(byte[] bytes);

        @Operation("Worker")
        byte[] worker(byte[] bytes);
    }

    /** The calling side, with futures. */
    @Contract(channel = "bytes", version = "1.0.0")
    interface FutureClient {
        @Operation("Worker")
        CompletableFuture<byte[]> worker(byte[] bytes);
    }

    /** One-way messages. */
    @Contract(channel = "bytes", version = "1.0.0")
    interface Telling {
        @Operation(value = "Tell", oneWay = true)
        void tell(byte[] bytes);
    }

    /** The receiving side. */
    private static final class Echo implements Client {
        @Override
        public byte[] inline(byte[] bytes) {
            return bytes;
        }

        @Override
        public byte[] worker(byte[] bytes) {
            return bytes;
        }
    }

    /** The handler runs on the thread that delivers, which in memory is the caller's. */
    static Subject inline(int batch) {
        Ipc ipc = serving(ONE_WORKER);
        Client client = ipc.client(Client.class);
        return new OneCaller(client::inline, Payload.USUAL, batch, ipc::close);
    }

    static Subject worker() {
        return worker(ONE_WORKER);
    }

    static Subject workerOfMany() {
        return worker(WORKERS);
    }

    private static Subject worker(String service) {
        Ipc ipc = serving(service);
        Client client = ipc.client(Client.class);
        return new OneCaller(client::worker, Payload.USUAL, 1, ipc::close);
    }

    static Subject outstanding() {
        return outstanding(ONE_WORKER);
    }

    static Subject outstandingOfMany() {
        return outstanding(WORKERS);
    }

    private static Subject outstanding(String service) {
        Ipc ipc = serving(service);
        FutureClient client = ipc.client(FutureClient.class);
        return new Outstanding(client::worker, Payload.USUAL, Load.OUTSTANDING, ipc::close);
    }

    static Subject stream() {
        Ipc ipc = open(ONE_WORKER + COMMANDS);
        Backlog backlog = new Backlog(Load.IN_FLIGHT, 1);
        ipc.serve(Telling.class, bytes -> Load.handle(bytes, backlog));
        ipc.start();
        Telling client = ipc.client(Telling.class);
        return new OneWayStream(backlog, client::tell, ipc::close);
    }

    static Subject groups() {
        Ipc ipc = open("ipc: {workers: " + Load.GROUPS.size() + ", " + EVENTS);
        Backlog backlog = new Backlog(Load.IN_FLIGHT, Load.GROUPS.size());
        var channel = ipc.channel("bytes");
        for (String group : Load.GROUPS) {
            channel.subscribe(group, byte[].class, event -> Load.handle(event.payload(), backlog));
        }
        ipc.start();
        return new OneWayStream(backlog, payload -> channel.publish(Event.of(payload)), ipc::close);
    }

    private static Ipc serving(String service) {
        Ipc ipc = open(service + COMMANDS);
        ipc.serve(Client.class, new Echo());
        ipc.start();
        return ipc;
    }

    private static Ipc open(String yaml) {
        return Ipc.builder().isolated().yaml(yaml).build();
    }
}
