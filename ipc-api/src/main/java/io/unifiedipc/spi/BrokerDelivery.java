package io.unifiedipc.spi;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One message taken from a broker, for a {@link BrokerLink}: all that is the same with every broker. An author writes
 * {@link #settled}, and calls {@link #lose} when the broker gives the message to somebody else, or the link closes.
 */
public abstract class BrokerDelivery implements Delivery {
    private final BrokerLink link;
    private final Envelope envelope;
    private final int attempt;
    private final long deadline;
    private boolean over;
    private @Nullable Runnable lost;

    /** A message that has arrived; the arguments are what the methods of the same names answer. */
    protected BrokerDelivery(BrokerLink link, Envelope envelope, int attempt, long deadline) {
        this.link = link;
        this.envelope = envelope;
        this.attempt = attempt;
        this.deadline = deadline;
    }

    /** Tells the broker. Called once at most, on any thread, and never after {@link #lose}. */
    protected abstract void settled(Settlement settlement);

    /** It is nobody's here any more. Answers false where it has been settled or lost before; then nothing happens. */
    public final boolean lose() {
        Runnable hook;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            hook = lost;
        }
        if (hook != null) {
            hook.run();
        }
        return true;
    }

    @Override
    public final Envelope envelope() {
        return envelope;
    }

    @Override
    public final int attempt() {
        return attempt;
    }

    @Override
    public final long deadline() {
        return deadline;
    }

    @Override
    public final boolean answers() {
        return envelope.replyTo() != null;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public final synchronized boolean live() {
        return !over;
    }

    @Override
    public final void onLost(Runnable hook) {
        synchronized (this) {
            lost = hook;
            if (!over) {
                return;
            }
        }
        hook.run();
    }

    @Override
    public final CompletionStage<Void> reply(Envelope reply) {
        return link.answer(envelope, reply);
    }

    @Override
    public final void settle(Settlement settlement) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        settled(settlement);
    }
}
