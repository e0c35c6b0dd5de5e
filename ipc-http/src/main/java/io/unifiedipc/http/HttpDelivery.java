package io.unifiedipc.http;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Problems;
import io.unifiedipc.spi.Settlement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A message whose caller waits on the connection that it came by. */
final class HttpDelivery implements Delivery {
    private static final int OPEN = 0;
    private static final int ANSWERED = 1;
    private static final int LOST = 2;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Inbound inbound;
    private final Envelope envelope;
    private final PeerWatch watch;
    private final AtomicInteger state = new AtomicInteger(OPEN);
    private @Nullable Runnable onLost;
    private PeerWatch.@Nullable Eye eye;

    HttpDelivery(
            Request request,
            Response response,
            Callback callback,
            Inbound inbound,
            Envelope envelope,
            PeerWatch watch) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.inbound = inbound;
        this.envelope = envelope;
        this.watch = watch;
        // How long a handler takes is the deadline's matter; the time-out of the connection is for silent callers.
        request.addIdleTimeoutListener(timeout -> false);
    }

    @Override
    public Envelope envelope() {
        return envelope;
    }

    @Override
    public int attempt() {
        return inbound.attempt();
    }

    @Override
    public long deadline() {
        return inbound.deadline();
    }

    @Override
    public boolean answers() {
        return true;
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public boolean live() {
        return state.get() == OPEN;
    }

    @Override
    public void onLost(Runnable hook) {
        synchronized (this) {
            onLost = hook;
        }
        if (state.get() == LOST) {
            runLost();
        }
    }

    @Override
    public CompletionStage<Void> reply(Envelope reply) {
        if (!state.compareAndSet(OPEN, ANSWERED)) {
            return CompletableFuture.failedFuture(lost(null));
        }
        PeerWatch.Eye open;
        synchronized (this) {
            open = eye;
            onLost = null;
        }
        if (open != null) {
            open.close();
        }
        Written written = new Written();
        boolean last = inbound.target().intake().stopped() || (open != null && open.sawMore());
        if (Replies.headers(response, reply) > headerLimit()) {
            response.getHeaders().clear();
            IpcException tooLarge = IpcException.of(
                    Kind.TOO_LARGE, Executed.YES, "the reply's headers take more than " + headerLimit() + " bytes");
            Envelope problem = Problems.encode(tooLarge);
            Replies.headers(response, problem);
            Replies.write(response, problem, false, last, written);
            return written.done.thenCompose(sent -> CompletableFuture.failedFuture(tooLarge));
        }
        Replies.write(response, reply, inbound.minimal(), last, written);
        return written.done;
    }

    /** What the server keeps for headers, less what it adds itself. */
    private int headerLimit() {
        return request.getConnectionMetaData().getHttpConfiguration().getResponseHeaderSize() - 256;
    }

    @Override
    public void settle(Settlement settlement) {
        if (state.get() != OPEN) {
            return;
        }
        // Nobody has answered, and the caller waits.
        Envelope answer = settlement == Settlement.ACK
                ? Envelope.EMPTY
                : Problems.encode(Refusal.closed(
                                "channel '" + inbound.target().intake().channel.name() + "'")
                        .failure);
        var unused = reply(answer);
    }

    /** Answers in place of a receiver that threw. */
    void broken(RuntimeException e) {
        var unused = reply(Problems.encode(IpcException.of(
                Kind.FAILED,
                Executed.MAYBE,
                "the receiver broke: " + e.getClass().getSimpleName(),
                e)));
    }

    /** Called now and then while nobody has answered: from now on it is noticed when the caller goes away. */
    void look() {
        synchronized (this) {
            if (eye != null || state.get() != OPEN) {
                return;
            }
            eye = new PeerWatch.Eye(
                    request.getConnectionMetaData().getConnection().getEndPoint(), this::gone);
        }
        eye.open();
    }

    private void gone() {
        if (!state.compareAndSet(OPEN, LOST)) {
            return;
        }
        watch.remove(this);
        runLost();
        callback.failed(new EofException("the caller has gone"));
    }

    private void runLost() {
        Runnable hook;
        synchronized (this) {
            hook = onLost;
            onLost = null;
        }
        if (hook != null) {
            hook.run();
        }
    }

    private IpcException lost(@Nullable Throwable cause) {
        return IpcException.of(
                Kind.CONNECTION_LOST,
                Executed.YES,
                "the caller of '" + inbound.target().intake().channel.name() + "' has gone, or has its answer already",
                cause);
    }

    /** The end of the answer. */
    private final class Written implements Callback {
        final CompletableFuture<Void> done = new CompletableFuture<>();

        @Override
        public void succeeded() {
            watch.remove(HttpDelivery.this);
            callback.succeeded();
            done.complete(null);
        }

        @Override
        public void failed(Throwable e) {
            watch.remove(HttpDelivery.this);
            callback.failed(e);
            done.completeExceptionally(lost(e));
        }
    }
}
