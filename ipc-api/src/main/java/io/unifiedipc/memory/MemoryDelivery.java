package io.unifiedipc.memory;

import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Settlement;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A message with its receiver. */
final class MemoryDelivery implements Delivery {
    private final MemoryIntake intake;
    private final Queue.Stored message;
    private final int attempt;
    private boolean settled;
    private @Nullable Runnable lost;

    MemoryDelivery(MemoryIntake intake, Queue.Stored message) {
        this.intake = intake;
        this.message = message;
        attempt = message.deliveries;
    }

    MemoryIntake intake() {
        return intake;
    }

    Queue.Stored message() {
        return message;
    }

    void deliver() {
        intake.receiver().accept(this);
    }

    @Override
    public Envelope envelope() {
        return message.envelope;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public long deadline() {
        return message.deadline;
    }

    @Override
    public boolean answers() {
        return message.envelope.replyTo() != null;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public synchronized boolean live() {
        return !settled;
    }

    @Override
    public void onLost(Runnable hook) {
        synchronized (this) {
            lost = hook;
            if (!settled) {
                return;
            }
        }
        hook.run();
    }

    @Override
    public CompletionStage<Void> reply(Envelope reply) {
        return intake.link().reply(message.envelope, reply);
    }

    @Override
    public void settle(Settlement settlement) {
        if (end()) {
            intake.queue().settled(this, settlement == Settlement.RELEASE);
        }
    }

    /** Its receiver has gone without settling it: it goes back. */
    void lose() {
        Runnable hook;
        synchronized (this) {
            hook = lost;
        }
        if (end()) {
            intake.queue().settled(this, true);
            if (hook != null) {
                hook.run();
            }
        }
    }

    private synchronized boolean end() {
        boolean first = !settled;
        settled = true;
        return first;
    }
}
