package io.unifiedipc.spi;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The calling side of an interaction. It is its own future. Its work has ended when the link has let go of everything that it
 * held; permits are given back then, which may be after it is done.
 *
 * <p>All methods may be called by any thread.
 */
public class Call extends Interaction {
    /** Hears of the outcome, once, on the thread that brought it. Must not block. */
    @FunctionalInterface
    public interface Listener {
        /** The call is done; {@link #reply()} or {@link #failure()} tells how. */
        void done(Call call);
    }

    /** Gives back what a decorator took. */
    @FunctionalInterface
    public interface EndHook {
        /** The work has ended. Called once, also where it ended by a throw. */
        void ended(Call call);
    }

    private static final VarHandle FIRST;
    private static final VarHandle SECOND;
    private static final VarHandle THIRD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            FIRST = lookup.findVarHandle(Call.class, "first", EndHook.class);
            SECOND = lookup.findVarHandle(Call.class, "second", EndHook.class);
            THIRD = lookup.findVarHandle(Call.class, "third", EndHook.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** In place of a hook: the work has ended. */
    private static final EndHook OVER = call -> {};

    /** Who hears of the outcome: its listener, or the thread that waits for it; null as long as nobody does. */
    private volatile @Nullable Object audience;

    private volatile boolean told;
    private boolean mayBlock;
    private boolean standIn;
    /** Before the link does anything by which other threads come to see the call. */
    private boolean reachedLink;

    private @Nullable Delivery within;
    private @Nullable Object payload;
    /** Filled in this order, and emptied in the opposite one. */
    private volatile @Nullable EndHook first;

    private volatile @Nullable EndHook second;
    private volatile @Nullable EndHook third;
    private volatile @Nullable Rare rare;

    /** What few calls have: the others don't pay for it. */
    private static final class Rare {
        private volatile @Nullable String endpoint;
        private volatile String note = "";
        /** Attempts whose work has not ended. It and what follows is guarded by the call. */
        private int open;

        private int attempts;
        /** Whether the work of its attempts is all that it waits for. */
        private boolean letGo;
    }

    /**
     * A new exchange.
     *
     * @param deadline when the caller's patience ends, a reading of the clock, or {@link Delivery#NO_DEADLINE}
     * @param mayBlock whether the calling thread is the caller's own, waiting for nothing but this
     * @param listener hears of the outcome, or null where the caller awaits it
     */
    public Call(
            String channel,
            OperationSpec operation,
            Style style,
            Envelope envelope,
            long startedAt,
            long deadline,
            boolean mayBlock,
            @Nullable Listener listener) {
        this(channel, operation, style, envelope, startedAt, deadline, 1, mayBlock, listener);
    }

    /** As the public one, for an attempt after the first. */
    Call(
            String channel,
            OperationSpec operation,
            Style style,
            Envelope envelope,
            long startedAt,
            long deadline,
            int attempt,
            boolean mayBlock,
            @Nullable Listener listener) {
        super(channel, operation, style, envelope, startedAt, deadline, attempt);
        this.mayBlock = mayBlock;
        audience = listener;
    }

    // ---- attempts and parts

    /** A further attempt at the same work, as the other one, with the same patience and on the same terms. */
    public Call again(Envelope message, Listener outcome) {
        return again(message, attempt() + 1, deadline(), mayBlock, outcome);
    }

    /**
     * An attempt at this call's work, with an outcome of its own; when this one is done before it, it is aborted for the same
     * reason. This call's work has ended when that of all its attempts has, and whoever made the attempt has ended this call.
     *
     * @param number which attempt it is, from 1; the same number where it only stands in for this call
     * @param until when its own patience ends; whoever made it adds it to the timers where that is not this call's deadline
     * @param block whether it may run on the calling thread: not on a timer's, nor on a driver's
     */
    public Call again(Envelope message, int number, long until, boolean block, Listener outcome) {
        return again(message, number, until, block, "", outcome);
    }

    /**
     * The same.
     *
     * @param limit what has set {@code until}, for the message where it passes: {@code 500 ms, its attempt-timeout.after};
     *     empty where that is this call's deadline
     */
    public Call again(Envelope message, int number, long until, boolean block, String limit, Listener outcome) {
        Attempt next = new Attempt(this, message, number, until, block, limit, outcome);
        synchronized (this) {
            rare().open++;
        }
        tried(number);
        Attempt.Over hook = new Attempt.Over(this, next);
        onCancel(hook);
        if (isDone()) {
            hook.run(); // also where an answer has decided it, which ran no hook but that of the attempt before
        }
        return next;
    }

    /** Also of what it is an attempt at, or a part of. */
    void tried(int number) {
        synchronized (this) {
            rare().attempts = Math.max(rare().attempts, number);
        }
    }

    /**
     * How many attempts were made at it so far, 1 where none was repeated; where it goes to several groups, at the one that
     * needed most.
     */
    @Override
    public synchronized int attempts() {
        return rare == null ? attempt() : Math.max(attempt(), rare().attempts);
    }

    /** What an attempt's end means for the call that it was made for. */
    void attemptEnded() {
        boolean last;
        synchronized (this) {
            last = --rare().open == 0 && rare().letGo;
        }
        if (last) {
            end();
        }
    }

    /** The share of one group in this exchange, with an outcome of its own; who asks for several cancels them together. */
    public Call part(String of, Style how, Listener outcome) {
        return new Share(this, of, how, envelope(), attempt(), deadline(), false, outcome);
    }

    /** What a part or attempt is aborted with when its call is done. */
    public IpcException over() {
        return IpcException.of(Kind.CANCELLED, Executed.MAYBE, "the call that this one was a part of is over");
    }

    private Rare rare() {
        Rare now = rare;
        if (now == null) {
            synchronized (this) {
                now = rare;
                if (now == null) {
                    now = new Rare();
                    rare = now;
                }
            }
        }
        return now;
    }

    // ---- where it goes, and where it comes from

    /** The one of several receivers that it goes to, as the link names it; null where there is no choice. */
    public @Nullable String endpoint() {
        Rare now = rare;
        return now == null ? null : now.endpoint;
    }

    /** Chooses it, before it goes on its way to the link. */
    public void endpoint(@Nullable String chosen) {
        if (chosen != null || rare != null) {
            rare().endpoint = chosen;
        }
    }

    /** Where it goes, in one word: its endpoint, else its group, else empty. What is kept per place is kept by this. */
    public String place() {
        String one = endpoint();
        String of = group();
        return one != null ? one : of != null ? of : "";
    }

    /** Whether the link has been given it, or an attempt or part of it; else what ended it was on this side. */
    public boolean reachedLink() {
        return reachedLink;
    }

    /** It is given to the link. Called by core. */
    public void reachesLink() {
        reachedLink = true;
    }

    /** The message in whose handling it was made; null where it was made outside of any handler. */
    public @Nullable Delivery within() {
        return within;
    }

    /** Says so, before it goes on its way. */
    public void within(@Nullable Delivery handled) {
        within = handled;
    }

    /**
     * What the envelope was made from, for one who answers in the receiver's place; null where there is none. Decorators that
     * look into a message read its envelope.
     */
    public @Nullable Object payload() {
        return payload;
    }

    /** Says so, before it goes on its way. */
    public void payload(@Nullable Object encoded) {
        payload = encoded;
    }

    /** Whether the exchange may run on the calling thread. */
    public boolean mayBlock() {
        return mayBlock;
    }

    /**
     * From now on it may not: it goes on its way later, on another thread. Its caller waits for the outcome as ever. Called before
     * it is handed to that thread.
     */
    public void mayNotBlock() {
        mayBlock = false;
    }

    /** What is known of the work meanwhile, for the message where the deadline passes: {@code it was accepted, as /jobs/17}. */
    public void note(String known) {
        rare().note = "; " + known;
    }

    private String note() {
        Rare now = rare;
        return now == null ? "" : now.note;
    }

    // ---- its end

    @Override
    void decided() {
        if (cancelHook() instanceof Attempt.Over attempt) {
            attempt.run();
        }
    }

    /** As any, but where it has attempts its work ends with theirs. */
    @Override
    public void end() {
        if (waitsForAttempts() || !ends()) {
            return;
        }
        run((EndHook) THIRD.getAndSet(this, OVER)); // first of all, as onEnd looks there
        run((EndHook) SECOND.getAndSet(this, OVER));
        run((EndHook) FIRST.getAndSet(this, OVER));
        onEnded();
    }

    private boolean waitsForAttempts() {
        Rare now = rare;
        if (now == null) {
            return false;
        }
        synchronized (this) {
            now.letGo = true;
            return now.open > 0;
        }
    }

    private void run(@Nullable EndHook hook) {
        if (hook != null) {
            hook.ended(this);
        }
    }

    /** Leaves a hook for the end of the work, the latest runs first; at once where it has ended. */
    public void onEnd(EndHook hook) {
        boolean left = (first == null && FIRST.compareAndSet(this, null, hook))
                || (second == null && SECOND.compareAndSet(this, null, hook))
                || (third == null && THIRD.compareAndSet(this, null, hook));
        while (!left) {
            EndHook inner = third;
            if (inner == null || inner == OVER) {
                hook.ended(this);
                return;
            }
            EndHook both = call -> {
                hook.ended(call);
                inner.ended(call);
            };
            left = THIRD.compareAndSet(this, inner, both);
        }
    }

    /**
     * Succeeds with a reply that is not the receiver's; its headers say so by {@link HeaderNames#FALLBACK}. Only of such a reply
     * are they believed. Called instead of {@link #succeed}, by the one that brings the outcome.
     */
    public boolean standIn(Envelope reply) {
        markStandIn();
        return succeed(reply);
    }

    void markStandIn() {
        standIn = true;
    }

    /** Whether the reply, if there is one, stands in for the receiver's. */
    public boolean isStandIn() {
        return standIn;
    }

    // ---- its caller's patience

    /** The deadline has passed. */
    @Override
    public void run() {
        abort(IpcException.of(
                Kind.TIMEOUT,
                Executed.MAYBE,
                deadline() <= startedAt()
                        ? "'" + channel() + "' was not asked for " + operation().name() + ": nothing was left"
                                + inherited()
                        : "'" + channel() + "' gave no answer to " + operation().name() + " within " + patience()
                                + note()));
    }

    /** How long its caller waits, and what to do about it. */
    String patience() {
        String from = inherited();
        return (deadline() - startedAt()) / 1_000_000 + " ms"
                + (from.isEmpty() ? ": raise its timeout, or look why it is slow" : ", which were left" + from);
    }

    /** Where it has its deadline from the message in whose handling it was made: which one that is. */
    private String inherited() {
        Delivery handled = within();
        if (handled == null || handled.deadline() != deadline() || deadline() == Delivery.NO_DEADLINE) {
            return "";
        }
        Headers from = handled.envelope().headers();
        String name = from.get(HeaderNames.OPERATION, from.get(HeaderNames.TYPE, "the message"));
        return " of the deadline of " + name + ", in whose handling it was made: give " + name
                + " more time, or make this call detached";
    }

    /** Waits for the outcome of a call without a listener, on the calling thread, which is the timer meanwhile. An interrupt aborts it. */
    public void await(Clock clock) {
        audience = Thread.currentThread();
        while (!told) {
            long remaining = remaining(clock);
            if (remaining <= 0) {
                run();
            } else {
                clock.park(this, remaining);
                if (Thread.currentThread().isInterrupted()) {
                    abort(IpcException.of(
                            Kind.CANCELLED,
                            Executed.MAYBE,
                            "the thread that waited for " + operation().name() + " on '" + channel()
                                    + "' was interrupted"));
                }
            }
        }
    }

    @Override
    void tell() {
        told = true;
        Object hears = audience;
        if (hears instanceof Listener listener) {
            listener.done(this);
        } else if (hears instanceof Thread waiting) {
            LockSupport.unpark(waiting);
        }
    }

    @Override
    public String toString() {
        return super.toString() + note();
    }
}
