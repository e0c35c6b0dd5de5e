package io.unifiedipc.http.receive;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Binding;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Problems;
import io.unifiedipc.spi.Settlement;
import java.io.EOFException;
import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A message whose caller waits on the connection that it came by. */
final class HttpDelivery implements Delivery {
    private static final int OPEN = 0;
    private static final int ANSWERED = 1;
    private static final int LOST = 2;

    private final Incoming request;
    private final Inbound inbound;
    private final Envelope envelope;
    private final PeerWatch watch;
    private final String base;
    private final int headerLimit;
    private final AtomicInteger state = new AtomicInteger(OPEN);
    private @Nullable Runnable onLost;
    private Incoming.@Nullable Watch eye;
    private @Nullable Patience patience;
    /** The caller has been sent away, to come back for this. */
    private @Nullable Result promised;

    HttpDelivery(Incoming request, Inbound inbound, Envelope envelope, PeerWatch watch) {
        this.request = request;
        this.inbound = inbound;
        this.envelope = envelope;
        this.watch = watch;
        base = request.base();
        headerLimit = request.headerLimit();
        request.handling();
    }

    @Override
    public Envelope envelope() {
        return envelope;
    }

    @Override
    public Binding.@Nullable Received binding() {
        return inbound.routed(envelope);
    }

    @Override
    public @Nullable Principal principal() {
        return inbound.caller().principal();
    }

    @Override
    public @Nullable Credential credential() {
        return inbound.caller().credential();
    }

    /** Whose its answer is. */
    Owner owner() {
        return new Owner(inbound.target().intake(), inbound.caller().principal());
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
        // A caller that is sent away may come back on the same connection, whose thread must be free by then.
        return patience == null && request.mayBlock();
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
        Incoming.Watch open;
        Result result;
        synchronized (this) {
            open = eye;
            onLost = null;
            result = promised;
        }
        if (open != null) {
            open.close();
        }
        if (patience != null) {
            patience.end();
        }
        boolean last = result == null && isLast(open);
        Replies.Draft answer = Replies.draft(based(reply));
        if (answer.bytes() <= headerLimit) {
            return given(result, answer.answer(inbound.minimal(), last, inbound.status()));
        }
        IpcException tooLarge = IpcException.of(
                Kind.TOO_LARGE, Executed.YES, "the reply's headers take more than " + headerLimit + " bytes");
        return given(result, Replies.draft(Problems.encode(tooLarge)).answer(false, last, 0))
                .thenCompose(sent -> CompletableFuture.failedFuture(tooLarge));
    }

    private boolean isLast(Incoming.@Nullable Watch open) {
        return inbound.target().intake().stopped() || (open != null && open.spoilt());
    }

    /** A place in this process is, for the caller, below the place where the server has put us. */
    private Envelope based(Envelope reply) {
        String location = base.isEmpty() ? null : reply.headers().get("location");
        return location == null || !location.startsWith("/")
                ? reply
                : reply.withHeaders(reply.headers().with("location", base + location));
    }

    private CompletionStage<Void> given(@Nullable Result result, Incoming.Answer answer) {
        CompletionStage<Void> given =
                result == null ? request.answer(Packing.pack(request, answer)) : result.put(answer);
        return given.whenComplete((done, e) -> watch.remove(this))
                .exceptionallyCompose(e -> CompletableFuture.failedFuture(lost(e)));
    }

    /** Called once, before it is handed over: who waits for this long is sent away. */
    void answerLater(Patience until) {
        patience = until;
        until.begin();
    }

    /** Sends the caller away, to come back for the result; not if it has been answered, or has gone. */
    void promise(Result result) {
        Incoming.Watch open;
        synchronized (this) {
            if (state.get() != OPEN) {
                result.forget();
                return;
            }
            promised = result;
            open = eye;
            eye = null;
        }
        if (open != null) {
            open.close();
        }
        request.answer(result.promise(isLast(open))).whenComplete((done, e) -> {
            watch.remove(this);
            if (e != null) {
                // Nobody knows where the result will be.
                result.forget();
                if (state.compareAndSet(OPEN, LOST)) {
                    lose();
                }
            }
        });
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
            if (eye == null && promised == null && state.get() == OPEN) {
                eye = request.watch(this::gone);
            }
        }
    }

    private void gone() {
        boolean lost;
        synchronized (this) {
            // Who was sent away may go.
            lost = promised == null && state.compareAndSet(OPEN, LOST);
        }
        if (lost) {
            lose();
            request.abandon(new EOFException("the caller has gone"));
        }
    }

    private void lose() {
        watch.remove(this);
        if (patience != null) {
            patience.end();
        }
        runLost();
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
}
