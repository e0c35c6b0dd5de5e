package io.unifiedipc.http.receive;

import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.route.RouteBinding;
import io.unifiedipc.spi.Authenticator;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The receiving end of a channel, for one group. A caller waits for each message, so none is kept back: while this is paused
 * or stopped they are answered at once, and have not been executed.
 */
public final class HttpIntake implements Intake {
    final ChannelSpec channel;
    final ReceiveSpec spec;
    final List<RouteBinding> routes;

    /** Null where nobody wants to know who calls. */
    final @Nullable Authenticator authenticator;

    /** Null where every caller waits for its answer. */
    final @Nullable Later later;

    private final Receiver receiver;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile boolean paused;
    private volatile boolean stopped;

    /** With the routes of those operations that have one, and with who finds out who calls. */
    public HttpIntake(
            ChannelSpec channel,
            ReceiveSpec spec,
            Receiver receiver,
            List<RouteBinding> routes,
            @Nullable Authenticator authenticator) {
        this.authenticator = authenticator;
        this.routes = List.copyOf(routes);
        this.channel = channel;
        this.spec = spec;
        this.receiver = receiver;
        later = Later.of(channel);
    }

    void bound() {
        ready.complete(null);
    }

    void failed(IpcException problem) {
        ready.completeExceptionally(problem);
    }

    /**
     * Whether a message may come in now.
     *
     * @throws Refusal where it may not
     */
    void check() {
        if (stopped) {
            throw Refusal.closed("channel '" + channel.name() + "'");
        }
        if (paused) {
            throw Refusal.of(Kind.OVERLOADED, "channel '" + channel.name() + "' is paused");
        }
    }

    void accept(Delivery delivery) {
        receiver.accept(delivery);
    }

    boolean stopped() {
        return stopped;
    }

    @Override
    public CompletionStage<Void> ready() {
        return ready.copy();
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public CompletionStage<Void> stop() {
        stopped = true;
        return CompletableFuture.completedFuture(null);
    }
}
