package io.unifiedipc.benchmarks.memory;

import io.unifiedipc.benchmarks.Subject;
import io.unifiedipc.benchmarks.load.Backlog;
import io.unifiedipc.benchmarks.load.OneCaller;
import io.unifiedipc.benchmarks.load.OneWayStream;
import io.unifiedipc.benchmarks.load.Outstanding;
import io.unifiedipc.benchmarks.load.Payload;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.concurrent.CompletableFuture;

/** The Vert.x event bus: handlers run on event loops. Its codec for bytes copies them. */
final class VertxBus {
    static final String NAME = "Vert.x event bus";

    private static final String ADDRESS = "bytes";

    private VertxBus() {}

    static Subject oneCaller() {
        Vertx vertx = echo();
        return new OneCaller(payload -> ask(vertx.eventBus(), payload).get(), Payload.USUAL, 1, () -> close(vertx));
    }

    static Subject outstanding() {
        Vertx vertx = echo();
        return new Outstanding(
                payload -> ask(vertx.eventBus(), payload), Payload.USUAL, Load.OUTSTANDING, () -> close(vertx));
    }

    static Subject stream() {
        Backlog backlog = new Backlog(Load.IN_FLIGHT, 1);
        Vertx vertx = Vertx.vertx();
        receive(vertx, message -> Load.handle(message.body(), backlog));
        return new OneWayStream(backlog, payload -> vertx.eventBus().send(ADDRESS, payload), () -> close(vertx));
    }

    static Subject groups() {
        Backlog backlog = new Backlog(Load.IN_FLIGHT, Load.GROUPS.size());
        Vertx vertx = Vertx.vertx();
        Load.GROUPS.forEach(group -> receive(vertx, message -> Load.handle(message.body(), backlog)));
        return new OneWayStream(backlog, payload -> vertx.eventBus().publish(ADDRESS, payload), () -> close(vertx));
    }

    private static Vertx echo() {
        Vertx vertx = Vertx.vertx();
        receive(vertx, message -> message.reply(message.body()));
        return vertx;
    }

    /** Its consumers drop what waits over 1000 messages: as many as are ever under way. */
    private static void receive(Vertx vertx, Handler<Message<byte[]>> handler) {
        vertx.eventBus().<byte[]>localConsumer(ADDRESS).handler(handler);
    }

    private static CompletableFuture<byte[]> ask(EventBus bus, byte[] payload) {
        return bus.<byte[]>request(ADDRESS, payload)
                .map(Message::body)
                .toCompletionStage()
                .toCompletableFuture();
    }

    private static void close(Vertx vertx) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
