package io.unifiedipc.memory;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Problems;
import io.unifiedipc.spi.Settlement;
import io.unifiedipc.spi.Style;
import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A message whose caller waits for its outcome: it is settled by its answer. */
final class DirectDelivery implements Delivery {
    private enum State {
        OPEN,
        ANSWERED,
        LOST
    }

    private final Call call;
    private final Line caller;
    private final DirectIntake intake;
    /** The answer won't find its way back. */
    private final boolean unanswerable;

    private State state = State.OPEN;
    private @Nullable Runnable lost;

    DirectDelivery(Call call, Line caller, DirectIntake intake, boolean unanswerable) {
        this.call = call;
        this.caller = caller;
        this.intake = intake;
        this.unanswerable = unanswerable;
    }

    @Override
    public Envelope envelope() {
        return call.envelope();
    }

    @Override
    public @Nullable Principal principal() {
        return intake.line().principal();
    }

    @Override
    public int attempt() {
        return call.attempt();
    }

    @Override
    public long deadline() {
        return call.deadline();
    }

    @Override
    public boolean answers() {
        return true;
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

    // ---- the answer

    @Override
    public CompletionStage<Void> reply(Envelope reply) {
        if (!answered()) {
            return CompletableFuture.failedFuture(gone());
        }
        Faults faults = caller.broker.faults();
        Faults.Fault fault =
                faults == Faults.NONE ? Faults.Fault.NONE : faults.at(Faults.Step.REPLY, caller.place.name, reply);
        Answer answer = new Answer(reply, unanswerable ? Faults.Effect.LOST : fault.effect());
        intake.line().wire.carry(answer, fault.delay(), null);
        return answer.sent;
    }

    @Override
    public void settle(Settlement settlement) {
        if (live()) { // nobody has answered, and the caller waits
            var unused = reply(
                    settlement == Settlement.ACK
                            ? Envelope.EMPTY
                            : Problems.encode(Line.no(
                                    Kind.CLOSED, "'" + intake.line().channel.name() + "' takes no more messages")));
        }
    }

    private synchronized boolean answered() {
        boolean first = state == State.OPEN;
        if (first) {
            state = State.ANSWERED;
        }
        return first;
    }

    private IpcException gone() {
        return IpcException.of(
                Kind.CONNECTION_LOST,
                Executed.YES,
                "the caller of '" + intake.line().channel.name() + "' has gone, or has its answer already");
    }

    /** On its way to the caller. */
    private final class Answer extends Wire.Step {
        private final Envelope reply;
        private final Faults.Effect effect;
        private final CompletableFuture<Void> sent = new CompletableFuture<>();

        Answer(Envelope reply, Faults.Effect effect) {
            this.reply = reply;
            this.effect = effect;
        }

        @Override
        void arrive() {
            if (effect == Faults.Effect.LOST) {
                lose();
                return;
            }
            conclude(reply);
            intake.ended(DirectDelivery.this);
            if (effect == Faults.Effect.UNCONFIRMED) {
                sent.completeExceptionally(gone());
            } else {
                sent.complete(null);
            }
        }

        @Override
        void lose() {
            call.fail(caller.broken());
            intake.ended(DirectDelivery.this);
            sent.completeExceptionally(gone());
        }
    }

    private void conclude(Envelope reply) {
        IpcException failure = caller.tooLarge(reply);
        if (failure == null) {
            failure = Problems.failure(caller.channel, reply);
        }
        if (failure != null) {
            call.fail(failure);
        } else {
            boolean wanted = call.style() != Style.SEND && call.style() != Style.PUBLISH;
            call.succeed(wanted ? reply : Envelope.EMPTY);
        }
    }

    // ---- no answer

    /** The caller waits no more: its deadline has passed, or it has cancelled. */
    void callerGone() {
        loses();
        call.end();
    }

    /** The connection breaks. */
    void breaks() {
        call.fail(caller.broken());
        loses();
    }

    private void loses() {
        Runnable hook;
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            state = State.LOST;
            hook = lost;
        }
        intake.ended(this);
        if (hook != null) {
            hook.run();
        }
    }
}
