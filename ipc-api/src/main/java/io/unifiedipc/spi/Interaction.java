package io.unifiedipc.spi;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One interaction under way, as one side sees it: what is asked, until when, and how it ended. The calling side's is a
 * {@link Call}; the receiving side has one for each attempt to handle a message. It is its own entry in the timer's list, so
 * that it costs one object.
 *
 * <p>It has two ends. It is <b>done</b> when its outcome is known: an answer, a failure, or patience at an end. The <b>work has
 * ended</b> when whoever does it has let go of everything that it held, which may be later. {@link #succeed} and {@link #fail}
 * are both; {@link #abort} is only the first, and runs the hook that brings about the second.
 *
 * <p>All methods may be called by any thread.
 */
public abstract class Interaction extends Timers.Entry {
    private static final VarHandle OUTCOME;
    private static final VarHandle PHASE;
    private static final VarHandle CANCEL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OUTCOME = lookup.findVarHandle(Interaction.class, "outcome", Object.class);
            PHASE = lookup.findVarHandle(Interaction.class, "phase", int.class);
            CANCEL = lookup.findVarHandle(Interaction.class, "cancel", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int HELD = 0;
    private static final int HANDED_OFF = 1;
    private static final int WITHDRAWN = 2;
    /** Where the message is: one of those. */
    private static final int WHERE = 3;
    /** Whether the work has ended, in the same field, since it costs less than a field of its own. */
    private static final int ENDED = 4;

    private static final Runnable ABORTED = Interaction::nothing;

    private final String channel;
    private final OperationSpec operation;
    private final Style style;
    private final long startedAt;
    private final long deadline;
    private final int attempt;

    private Envelope envelope;
    private volatile @Nullable Object outcome;
    private volatile int phase;
    private volatile @Nullable Runnable cancel;

    /**
     * A new one.
     *
     * @param deadline when patience ends, a reading of the clock, or {@link Delivery#NO_DEADLINE}
     * @param attempt which attempt it is, from 1
     */
    protected Interaction(
            String channel,
            OperationSpec operation,
            Style style,
            Envelope envelope,
            long startedAt,
            long deadline,
            int attempt) {
        this.channel = channel;
        this.operation = operation;
        this.style = style;
        this.envelope = envelope;
        this.startedAt = startedAt;
        this.deadline = deadline;
        this.attempt = attempt;
    }

    // ---- what it is

    /** The channel's name. */
    public String channel() {
        return channel;
    }

    /** The group that it is for, where there are groups; else null. */
    public @Nullable String group() {
        return null;
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

    /** How many attempts there were so far. For who looks at it when it has ended. */
    public int attempts() {
        return attempt;
    }

    /** When it began, a reading of the clock. */
    public long startedAt() {
        return startedAt;
    }

    /** When patience ends, a reading of the clock, or {@link Delivery#NO_DEADLINE}. */
    public long deadline() {
        return deadline;
    }

    /** What remains, in nanoseconds; {@link Long#MAX_VALUE} for ever. */
    public long remaining(Clock clock) {
        return deadline == Delivery.NO_DEADLINE ? Long.MAX_VALUE : deadline - clock.nanos();
    }

    @Override
    public long due() {
        return deadline;
    }

    // ---- how it goes

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

    /**
     * Asked right before the message leaves or its handler begins, by any thread, perhaps twice: from here on a failure that is
     * no answer may mean that it runs. Answers false where it was aborted before; then nothing may be sent, and the link ends
     * it by {@link #end()}.
     */
    public boolean handOff() {
        return moves(HELD, HANDED_OFF) || (phase & WHERE) == HANDED_OFF;
    }

    /** The driver has refused what it was handed, for sure: the message is held again. Answers false where it was aborted. */
    public boolean takeBack() {
        return outcome == null && moves(HANDED_OFF, HELD);
    }

    /** Whether a failure that is no answer means NO or MAYBE. */
    public Executed executedSoFar() {
        return (phase & WHERE) == HANDED_OFF ? Executed.MAYBE : Executed.NO;
    }

    private boolean moves(int from, int to) {
        int now = phase;
        while ((now & WHERE) == from) {
            if (PHASE.compareAndSet(this, now, now - from + to)) {
                return true;
            }
            now = phase;
        }
        return false;
    }

    /** Leaves what makes whoever works on it let go when it is aborted; runs at once where it was. One hook; the last counts. */
    public void onCancel(Runnable hook) {
        Runnable before = (Runnable) CANCEL.getAndSet(this, hook);
        if (before == ABORTED && CANCEL.compareAndSet(this, hook, ABORTED)) {
            hook.run();
        }
    }

    /** What {@link #onCancel} has left. */
    final @Nullable Runnable cancelHook() {
        return cancel;
    }

    /** The answer is here, and the work has ended. Answers false where it was done before: the answer is late. */
    public boolean succeed(Envelope reply) {
        return conclude(reply);
    }

    /** It failed, and the work has ended. Answers false where it was done before. */
    public boolean fail(IpcException failure) {
        return conclude(failure);
    }

    private boolean conclude(Object how) {
        boolean won = decide(how);
        if (won) {
            decided();
        }
        end();
        if (won) {
            tell();
        }
        return won;
    }

    /** Who works on it has let go of everything. Idempotent; {@link #succeed} and {@link #fail} include it. */
    public void end() {
        if (ends()) {
            onEnded();
        }
    }

    /** Answers true to one, who is to see to its end. */
    final boolean ends() {
        int now = phase;
        while ((now & ENDED) == 0) {
            if (PHASE.compareAndSet(this, now, now | ENDED)) {
                return true;
            }
            now = phase;
        }
        return false;
    }

    /**
     * Ends patience. Where the message was not handed off it never will be, and the failure says NO, otherwise MAYBE.
     *
     * @return whether that decided the outcome
     */
    public boolean abort(IpcException failure) {
        boolean withdrawn = moves(HELD, WITHDRAWN) || (phase & WHERE) == WITHDRAWN;
        return stop(failure.executed(withdrawn ? Executed.NO : Executed.MAYBE));
    }

    /** Decides the outcome and makes whoever works on it let go. */
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

    private boolean decide(Object how) {
        return outcome == null && OUTCOME.compareAndSet(this, null, how);
    }

    private static void nothing() {}

    // ---- what a side does about it; none of it blocks

    /** The outcome was decided by an answer or a failure, and the end follows. */
    void decided() {}

    /** The outcome is decided. Called once, after the hooks: whoever hears of it finds what was held given back. */
    void tell() {}

    /** The work has ended. Called once. */
    protected void onEnded() {}

    @Override
    public String toString() {
        return style + " " + operation.name() + " on '" + channel + "', attempt " + attempt;
    }
}
