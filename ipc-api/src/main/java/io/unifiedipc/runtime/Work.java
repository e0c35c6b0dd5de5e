package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Interaction;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Style;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to handle one delivery. It is the receiving side's call: done when the handler has answered or the message was
 * lost, ended when the handler has really returned.
 */
final class Work extends Interaction implements Codecs.Subject {
    private final Source source;
    private final Delivery delivery;
    private final @Nullable Handling handling;
    /** Set while a thread runs it, so that what follows can run there too. */
    private @Nullable Thread runner;

    private @Nullable Work following;
    private @Nullable Object result;
    private boolean refused;
    private @Nullable Few few;

    Work(Source source, Delivery delivery, OperationSpec operation, @Nullable Handling handling, int attempt) {
        super(
                source.inbound().channel(),
                operation,
                delivery.answers() ? Style.REQUEST : Style.SEND,
                delivery.envelope(),
                source.inbound().clock().nanos(),
                delivery.deadline(),
                attempt);
        this.source = source;
        this.delivery = delivery;
        this.handling = handling;
    }

    Source source() {
        return source;
    }

    private Inbound inbound() {
        return source.inbound();
    }

    @Override
    public String group() {
        return inbound().group();
    }

    /** Its deadline passes where somebody looks at it, not by a timer. */
    @Override
    public void run() {
        throw new IllegalStateException(this + " is in no timer");
    }

    Delivery delivery() {
        return delivery;
    }

    @Nullable
    Handling handling() {
        return handling;
    }

    @Nullable
    String key() {
        return envelope().headers().get(HeaderNames.KEY);
    }

    @Override
    public String subject() {
        return "the " + operation().name() + " on '" + channel() + "'";
    }

    String id() {
        return envelope().headers().get(HeaderNames.ID, "");
    }

    /** What makes two messages the same piece of work; empty where it has none. */
    String idempotencyKey() {
        String key = envelope().headers().get(HeaderNames.IDEMPOTENCY_KEY);
        return key == null ? id() : key;
    }

    long remaining() {
        return remaining(inbound().clock());
    }

    /**
     * How often it was tried since it was delivered. What a broker counts as a delivery may never have reached a handler: it was
     * taken by a receiver that paused or closed.
     */
    int tries() {
        return attempt() - firstAttempt(delivery) + 1;
    }

    static int firstAttempt(Delivery delivery) {
        return Math.max(1, delivery.attempt());
    }

    /** The same message, to be tried again. */
    Work retry() {
        return new Work(source, delivery, operation(), handling, attempt() + 1);
    }

    /** The same message, after it has waited for another that is the same piece of work. */
    private Work afterTwin() {
        Work next = new Work(source, delivery, operation(), handling, attempt());
        next.few().twin = true;
        return next;
    }

    /** Whether another is the same piece of work and has begun, so that nothing that happens to this one means NO. */
    boolean hasTwin() {
        return few != null && few.twin;
    }

    /** It waits for another, as long as that and no longer than its deadline, and begins anew then. */
    void setAside(CompletionStage<?> changed, long until) {
        few().aside = new Aside(changed, Math.min(until, deadline()));
        end();
    }

    /** What it waits for; null where it does not. */
    @Nullable
    Aside aside() {
        return few == null ? null : few.aside;
    }

    /** Begins anew when what it waits for has come. */
    void waitIn(Resting resting, Aside until) {
        resting.until(until.changed, until.due, () -> inbound().again(afterTwin()));
    }

    private synchronized Few few() {
        if (few == null) {
            few = new Few();
        }
        return few;
    }

    /** What few pieces have: the others don't pay for it. */
    private static final class Few {
        private @Nullable Runnable hook;
        private @Nullable Future<?> answer;
        private @Nullable Begun begun;
        private @Nullable Aside aside;
        private boolean twin;
        private boolean duplicate;
    }

    /**
     * What a piece waits for outside of its lane.
     *
     * @param changed when another has ended
     * @param due or when this time has come
     */
    record Aside(CompletionStage<?> changed, long due) {}

    /** It was done before, and is answered with what was answered then. */
    void duplicate(Envelope reply) {
        few().duplicate = true;
        succeed(reply);
    }

    boolean isDuplicate() {
        return few != null && few.duplicate;
    }

    /** What it holds in its channel's store; null where it was not begun there. */
    @Nullable
    Begun begun() {
        return few == null ? null : few.begun;
    }

    void begun(Begun held) {
        few().begun = held;
    }

    /** The same, to be finished or released by the caller: few. */
    @Nullable
    Begun takeBegun() {
        Begun held = begun();
        if (held != null) {
            few().begun = null;
        }
        return held;
    }

    /** Nobody wants the outcome any more: the sender has gone, or the transport has given the message to another. */
    void lost() {
        abort(IpcException.of(
                Kind.CANCELLED,
                Executed.MAYBE,
                "the sender of " + operation().name() + " on '" + channel() + "' has gone"));
    }

    /** What the handler returned, before it is encoded. */
    @Nullable
    Object result() {
        return result;
    }

    void result(@Nullable Object value) {
        result = value;
    }

    /** It never reaches its handler: it holds no lane. */
    void refused() {
        refused = true;
    }

    boolean wasRefused() {
        return refused;
    }

    /** Runs it on this thread, and then whatever its end has set free. */
    void runHere() {
        for (Work at = this; at != null; at = at.following) {
            at.runner = Thread.currentThread();
            inbound().invoker().handle(at);
            at.runner = null;
        }
    }

    /** Whether the calling thread is the one that runs it. */
    boolean isOnItsThread() {
        return runner == Thread.currentThread();
    }

    /** Takes what should run next in this one's place; answers false where this thread is not the one that runs it. */
    boolean isFollowedBy(Work next) {
        if (!isOnItsThread()) {
            return false;
        }
        following = next;
        return true;
    }

    /**
     * The handler's answer comes later. It is cancelled when nobody wants it any more, but not where it is to be kept: cancelling
     * a future need not stop what completes it, and a duplicate would run beside that.
     */
    void awaits(CompletionStage<?> stage) {
        if (stage instanceof Future<?> future && begun() == null) {
            synchronized (this) {
                few().answer = future;
            }
            onCancel(this::tellHandler);
        }
        stage.whenComplete((value, thrown) -> inbound().invoker().answered(this, value, thrown));
    }

    /** What the handler wants to do when nobody wants the outcome any more. */
    void whenLost(Runnable wanted) {
        synchronized (this) {
            few().hook = wanted;
        }
        onCancel(this::tellHandler);
    }

    /** Runs each of the two once, also where one of them comes late. */
    private void tellHandler() {
        Runnable wanted;
        Future<?> awaited;
        synchronized (this) {
            wanted = few().hook;
            few().hook = null;
            awaited = few().answer;
            few().answer = null;
        }
        if (wanted != null) {
            wanted.run();
        }
        if (awaited != null) {
            awaited.cancel(true);
        }
    }

    @Override
    public String toString() {
        return operation().name() + " on '" + channel() + "' (message id " + id() + ", attempt " + attempt() + ")";
    }

    @Override
    protected void onEnded() {
        inbound().ended(this);
    }
}
