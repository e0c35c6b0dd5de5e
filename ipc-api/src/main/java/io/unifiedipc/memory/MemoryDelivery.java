package io.unifiedipc.memory;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Settlement;
import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A message with its receiver. */
final class MemoryDelivery implements Delivery {
    private enum State {
        OPEN,
        /** Its receiver has settled it, and the broker does not know yet. */
        SETTLING,
        SETTLED,
        LOST
    }

    private final MemoryIntake intake;
    private final Stored message;
    private final int attempt;
    private State state = State.OPEN;
    private @Nullable Runnable lost;

    MemoryDelivery(MemoryIntake intake, Stored message) {
        this.intake = intake;
        this.message = message;
        attempt = intake.store().profile.has(Capability.ATTEMPT_COUNT) ? message.deliveries : 0;
    }

    MemoryIntake intake() {
        return intake;
    }

    Stored message() {
        return message;
    }

    void deliver() {
        Faults faults = intake.store().broker.faults();
        if (faults == Faults.NONE) {
            intake.receiver().accept(this);
            return;
        }
        Faults.Fault fault = faults.at(Faults.Step.DELIVER, intake.store().name, message.envelope);
        if (fault.effect() == Faults.Effect.LOST) {
            lose();
            return;
        }
        if (fault.effect() == Faults.Effect.TWICE && live() && !message.isCopy()) {
            intake.store().duplicate(message);
        }
        intake.line().wire.carry(new Way(), fault.delay(), intake.store().lane(message));
    }

    @Override
    public Envelope envelope() {
        return message.envelope;
    }

    @Override
    public @Nullable Principal principal() {
        return intake.line().principal();
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
        return state == State.OPEN;
    }

    @Override
    public void onLost(Runnable hook) {
        synchronized (this) {
            lost = hook;
            if (state != State.LOST) {
                return;
            }
        }
        hook.run();
    }

    @Override
    public CompletionStage<Void> reply(Envelope reply) {
        return live()
                ? intake.link().reply(message.envelope, reply)
                : CompletableFuture.failedFuture(IpcException.of(
                        Kind.CONNECTION_LOST,
                        Executed.YES,
                        "a message of '" + intake.store().name + "' was lost by its receiver before it was answered"));
    }

    @Override
    public void settle(Settlement settlement) {
        boolean again = settlement == Settlement.RELEASE;
        Faults faults = intake.store().broker.faults();
        if (faults == Faults.NONE) {
            if (moves(State.OPEN, State.SETTLED)) {
                intake.store().settled(this, again);
            }
        } else if (moves(State.OPEN, State.SETTLING)) {
            Faults.Fault fault = faults.at(Faults.Step.SETTLE, intake.store().name, message.envelope);
            intake.line()
                    .wire
                    .carry(new Acknowledgement(again || fault.effect() == Faults.Effect.LOST), fault.delay(), null);
        }
    }

    /** Its receiver has gone, or the connection to it, before the broker knew of a settlement: it goes back. */
    void lose() {
        Runnable hook = null;
        synchronized (this) {
            if (state == State.OPEN) {
                state = State.LOST;
                hook = lost;
            } else if (state == State.SETTLING) {
                state = State.SETTLED;
            } else {
                return;
            }
        }
        intake.store().settled(this, true);
        if (hook != null) {
            hook.run();
        }
    }

    private synchronized boolean moves(State from, State to) {
        boolean moved = state == from;
        if (moved) {
            state = to;
        }
        return moved;
    }

    /** To its receiver. */
    private final class Way extends Wire.Step {
        @Override
        void arrive() {
            if (live()) {
                intake.receiver().accept(MemoryDelivery.this);
            }
        }

        @Override
        void lose() {
            MemoryDelivery.this.lose();
        }

        @Override
        void close() {
            lose(); // there is nobody to take it
        }
    }

    /** Its settlement, on the way to the broker. */
    private final class Acknowledgement extends Wire.Step {
        private final boolean again;

        Acknowledgement(boolean again) {
            this.again = again;
        }

        @Override
        void arrive() {
            if (moves(State.SETTLING, State.SETTLED)) {
                intake.store().settled(MemoryDelivery.this, again);
            }
        }

        @Override
        void lose() {
            MemoryDelivery.this.lose();
        }
    }
}
