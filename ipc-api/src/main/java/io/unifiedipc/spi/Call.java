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
 * One exchange under way, on either side: what is asked, until when, and how it ended. It is its own future and its own
 * entry in the timer's list, so that a call costs one object.
 *
 * <p>It has two ends. It is <b>done</b> when its outcome is known: an answer, a failure, or its caller's patience at an end.
 * The <b>work has ended</b> when the link has let go of everything that the exchange held; permits are given back then,
 * which may be after it is done. {@link #succeed} and {@link #fail} are both; {@link #abort} is only the first, and runs the
 * hook that makes the link bring about the second.
 *
 * <p>All methods may be called by any thread.
 */
public class Call extends Timers.Entry {
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

    private static final VarHandle OUTCOME;
    private static final VarHandle PHASE;
    private static final VarHandle CANCEL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OUTCOME = lookup.findVarHandle(Call.class, "outcome", Object.class);
            PHASE = lookup.findVarHandle(Call.class, "phase", int.class);
            CANCEL = lookup.findVarHandle(Call.class, "cancel", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int HELD = 0;
    private static final int HANDED_OFF = 1;
    private static final int WITHDRAWN = 2;
    private static final Runnable ABORTED = Call::nothing;

    private final OperationSpec operation;
    private final Style style;
    private final long deadline;
    private final int attempt;
    private final @Nullable Listener listener;
    private final String channel;
    private final @Nullable String group;
    private final long startedAt;

    private Envelope envelope;
    private volatile @Nullable Object outcome;
    private volatile int phase;

    private volatile @Nullable Runnable cancel;

    private volatile String note = "";
    private volatile boolean told;
    private volatile @Nullable Thread waiter;
    private boolean mayBlock;
    private @Nullable Delivery within;
    private @Nullable String endpoint;
    private @Nullable Object payload;
    private boolean standIn;
    /** Before the link does anything by which other threads come to see the call. */
    private boolean reachedLink;

    private @Nullable EndHook first;
    private @Nullable EndHook second;
    private @Nullable EndHook third;
    private boolean ended;
    /** Attempts whose work has not ended, and whether that is all that this call waits for. */
    private int open;

    private int attempts;
    private boolean letGo;

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
        this(channel, null, operation, style, envelope, startedAt, deadline, 1, mayBlock, listener);
    }

    /** As the public one, for an attempt after the first. */
    protected Call(
            String channel,
            @Nullable String group,
            OperationSpec operation,
            Style style,
            Envelope envelope,
            long startedAt,
            long deadline,
            int attempt,
            boolean mayBlock,
            @Nullable Listener listener) {
        this.channel = channel;
        this.group = group;
        this.operation = operation;
        this.style = style;
        this.envelope = envelope;
        this.startedAt = startedAt;
        this.deadline = deadline;
        this.attempt = attempt;
        this.mayBlock = mayBlock;
        this.listener = listener;
    }

    /** A further attempt at the same work, as the other one, with the same patience and on the same terms. */
    public Call again(Envelope message, Listener outcome) {
        return again(message, attempt + 1, deadline, mayBlock, outcome);
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
            open++;
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
            attempts = Math.max(attempts, number);
        }
    }

    /**
     * How many attempts were made at it so far, 1 where none was repeated; where it goes to several groups, at the one that
     * needed most. For who looks at it when it has ended.
     */
    public synchronized int attempts() {
        return Math.max(attempt, attempts);
    }

    /** What an attempt's end means for the call that it was made for. */
    void attemptEnded() {
        boolean last;
        synchronized (this) {
            last = --open == 0 && letGo;
        }
        if (last) {
            end();
        }
    }

    /** The share of one group in this exchange, with an outcome of its own; who asks for several cancels them together. */
    public Call part(String of, Style how, Listener outcome) {
        return new Share(this, of, how, envelope, attempt, deadline, false, outcome);
    }

    /** What a part or attempt is aborted with when its call is done. */
    public IpcException over() {
        return IpcException.of(Kind.CANCELLED, Executed.MAYBE, "the call that this one was a part of is over");
    }

    /** The group that it is for, where its sender addresses groups; else null. */
    public @Nullable String group() {
        return group;
    }

    /** The one of several receivers that it goes to, as the link names it; null where there is no choice. */
    public @Nullable String endpoint() {
        return endpoint;
    }

    /** Chooses it, before it goes on its way to the link. */
    public void endpoint(@Nullable String chosen) {
        endpoint = chosen;
    }

    /** Where it goes, in one word: its endpoint, else its group, else empty. What is kept per place is kept by this. */
    public String place() {
        return endpoint != null ? endpoint : group != null ? group : "";
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

    /** The channel's name. */
    public String channel() {
        return channel;
    }

    /** What is asked for. */
    public OperationSpec operation() {
        return operation;
    }

    /** How. */
    public Style style() {
        return style;
    }

    /** The message, as decorated so far. */
    public Envelope envelope() {
        return envelope;
    }

    /** Replaces the message: only before it is handed off, by a decorator or the link on its way down. */
    public void envelope(Envelope other) {
        envelope = other;
    }

    /** Which attempt it is, from 1. */
    public int attempt() {
        return attempt;
    }

    /** When it began, a reading of the clock. */
    public long startedAt() {
        return startedAt;
    }

    /** When its caller's patience ends, a reading of the clock, or {@link Delivery#NO_DEADLINE}. */
    public long deadline() {
        return deadline;
    }

    /** What remains, in nanoseconds; {@link Long#MAX_VALUE} for ever. */
    public long remaining(Clock clock) {
        return deadline == Delivery.NO_DEADLINE ? Long.MAX_VALUE : deadline - clock.nanos();
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

    /** Whether the outcome is known. */
    public boolean isDone() {
        return outcome != null;
    }

    /** The reply, or null where it isn't done or failed. */
    public @Nullable Envelope reply() {
        return outcome instanceof Envelope reply ? reply : null;
    }

    /** The failure, or null where it isn't done or succeeded. */
    public @Nullable IpcException failure() {
        return outcome instanceof IpcException failure ? failure : null;
    }

    // ---- the link's side

    /**
     * Asked right before the message leaves, by any thread, perhaps twice: from here on a failure that is no answer may mean
     * that it runs. Answers false where the call was aborted before; then nothing may be sent, and the link ends the call by
     * {@link #end()}.
     */
    public boolean handOff() {
        return PHASE.compareAndSet(this, HELD, HANDED_OFF) || phase == HANDED_OFF;
    }

    /** The driver has refused what it was handed, for sure: the message is held again. Answers false where it was aborted. */
    public boolean takeBack() {
        return outcome == null && PHASE.compareAndSet(this, HANDED_OFF, HELD);
    }

    /** Whether a failure that is no answer means NO or MAYBE. */
    public Executed executedSoFar() {
        return phase == HANDED_OFF ? Executed.MAYBE : Executed.NO;
    }

    /** What is known of the work meanwhile, for the message where the deadline passes: {@code it was accepted, as /jobs/17}. */
    public void note(String known) {
        note = "; " + known;
    }

    /** Leaves what makes the link let go when the call is aborted; runs at once where it was. One hook; the last counts. */
    public void onCancel(Runnable hook) {
        Runnable before = (Runnable) CANCEL.getAndSet(this, hook);
        if (before == ABORTED && CANCEL.compareAndSet(this, hook, ABORTED)) {
            hook.run();
        }
    }

    /** The answer is here, and the link has let go. Answers false where the call was done before: the answer is late. */
    public boolean succeed(Envelope reply) {
        return conclude(reply);
    }

    /** It failed, and the link has let go. Answers false where the call was done before. */
    public boolean fail(IpcException failure) {
        return conclude(failure);
    }

    private boolean conclude(Object how) {
        boolean won = decide(how);
        if (won && cancel instanceof Attempt.Over attempt) {
            attempt.run();
        }
        end();
        if (won) {
            tell();
        }
        return won;
    }

    /**
     * The link has let go of everything; of a call with attempts, when theirs have too. Idempotent; {@link #succeed} and
     * {@link #fail} include it.
     */
    public void end() {
        EndHook a;
        EndHook b;
        EndHook c;
        synchronized (this) {
            letGo = true;
            if (ended || open > 0) {
                return;
            }
            ended = true;
            a = first;
            b = second;
            c = third;
        }
        run(c);
        run(b);
        run(a);
        onEnded();
    }

    /** The work has ended, and all hooks have run. Called once. */
    protected void onEnded() {}

    private void run(@Nullable EndHook hook) {
        if (hook != null) {
            hook.ended(this);
        }
    }

    // ---- the decorators' side

    /** Leaves a hook for the end of the work, the latest runs first; at once where it has ended. */
    public void onEnd(EndHook hook) {
        synchronized (this) {
            if (!ended) {
                if (first == null) {
                    first = hook;
                } else if (second == null) {
                    second = hook;
                } else if (third == null) {
                    third = hook;
                } else {
                    EndHook inner = third;
                    third = call -> {
                        hook.ended(call);
                        inner.ended(call);
                    };
                }
                return;
            }
        }
        hook.ended(this);
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

    // ---- the caller's side

    /**
     * Ends the caller's patience. Where the message was not handed off it never will be, and the failure says NO, otherwise
     * MAYBE.
     *
     * @return whether that decided the outcome
     */
    public boolean abort(IpcException failure) {
        boolean withdrawn = PHASE.compareAndSet(this, HELD, WITHDRAWN) || phase == WITHDRAWN;
        return stop(failure.executed(withdrawn ? Executed.NO : Executed.MAYBE));
    }

    /** Decides the outcome and makes the link let go. */
    final boolean stop(Object how) {
        boolean won = decide(how);
        if (won) {
            // Before the caller is told, so that where the link lets go at once its permit is back by then.
            Runnable hook = (Runnable) CANCEL.getAndSet(this, ABORTED);
            try {
                if (hook != null && hook != ABORTED) {
                    hook.run();
                }
            } finally {
                tell();
            }
        }
        return won;
    }

    @Override
    public long due() {
        return deadline;
    }

    /** The deadline has passed. */
    @Override
    public void run() {
        abort(IpcException.of(
                Kind.TIMEOUT,
                Executed.MAYBE,
                deadline <= startedAt
                        ? "'" + channel + "' was not asked for " + operation.name() + ": nothing was left" + inherited()
                        : "'" + channel + "' gave no answer to " + operation.name() + " within " + patience() + note));
    }

    /** How long its caller waits, and what to do about it. */
    String patience() {
        String from = inherited();
        return (deadline - startedAt) / 1_000_000 + " ms"
                + (from.isEmpty() ? ": raise its timeout, or look why it is slow" : ", which were left" + from);
    }

    /** Where it has its deadline from the message in whose handling it was made: which one that is. */
    private String inherited() {
        Delivery handled = within();
        if (handled == null || handled.deadline() != deadline || deadline == Delivery.NO_DEADLINE) {
            return "";
        }
        Headers from = handled.envelope().headers();
        String name = from.get(HeaderNames.OPERATION, from.get(HeaderNames.TYPE, "the message"));
        return " of the deadline of " + name + ", in whose handling it was made: give " + name
                + " more time, or make this call detached";
    }

    /** Waits for the outcome on the calling thread, which is the timer meanwhile. An interrupt aborts the call. */
    public void await(Clock clock) {
        waiter = Thread.currentThread();
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
                            "the thread that waited for " + operation.name() + " on '" + channel
                                    + "' was interrupted"));
                }
            }
        }
        waiter = null;
    }

    private static void nothing() {}

    private boolean decide(Object how) {
        return outcome == null && OUTCOME.compareAndSet(this, null, how);
    }

    /** After the hooks: whoever hears of the outcome finds the permits back. */
    private void tell() {
        told = true;
        Thread waiting = waiter;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
        onDone();
    }

    /** The outcome is decided. Called once; tells the listener. */
    protected void onDone() {
        if (listener != null) {
            listener.done(this);
        }
    }

    @Override
    public String toString() {
        return style + " " + operation.name() + " on '" + channel + "', attempt " + attempt + note;
    }
}
