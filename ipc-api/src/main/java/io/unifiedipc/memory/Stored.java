package io.unifiedipc.memory;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Settlement;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.security.Principal;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A message in its place, where its number says where, and then with its receiver. One that comes again is another object, since
 * a receiver may still hold this one.
 */
final class Stored implements Delivery {
    /** Copies come right behind their original. */
    static final Comparator<Stored> IN_ORDER =
            Comparator.<Stored>comparingLong(s -> s.number).thenComparingInt(s -> s.copy);

    private static final VarHandle STATE;
    private static final VarHandle LOST_HOOK;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Stored.class, "state", State.class);
            LOST_HOOK = lookup.findVarHandle(Stored.class, "lost", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private enum State {
        WAITING,
        OPEN,
        /** Its receiver has settled it, and the broker does not know yet. */
        SETTLING,
        SETTLED,
        LOST
    }

    final Envelope envelope;
    final @Nullable String key;
    final long number;
    int partition;
    /** Its neighbours among what its receiver has unsettled, guarded by the store. */
    @Nullable
    Stored previous;

    @Nullable
    Stored next;

    private final long deadline;
    private final int copy;
    private final int deliveries;
    private volatile State state = State.WAITING;
    private @Nullable MemoryIntake taker;
    private volatile @Nullable Runnable lost;

    Stored(Envelope envelope, long deadline, long number) {
        this(envelope, deadline, number, 0, 0, 0);
    }

    private Stored(Envelope envelope, long deadline, long number, int copy, int deliveries, int partition) {
        this.envelope = envelope;
        this.deadline = deadline;
        this.number = number;
        this.copy = copy;
        this.deliveries = deliveries;
        this.partition = partition;
        key = envelope.headers().get(HeaderNames.KEY);
    }

    boolean isCopy() {
        return copy > 0;
    }

    /** The same message once more. */
    Stored copy(int which) {
        return new Stored(envelope, deadline, number, which, deliveries + 1, partition);
    }

    /** The same message, when its delivery is over and it comes again. */
    Stored again() {
        return new Stored(envelope, deadline, number, copy, deliveries + 1, partition);
    }

    // ---- with its receiver

    /** From now on it is with a receiver. Called once, under the store's lock. */
    void handedTo(MemoryIntake intake) {
        taker = intake;
        state = State.OPEN;
    }

    MemoryIntake intake() {
        MemoryIntake its = taker;
        if (its == null) {
            throw new IllegalStateException("nobody has " + number + " yet");
        }
        return its;
    }

    void deliver() {
        MemoryIntake intake = intake();
        Faults faults = intake.store().broker.faults();
        if (faults == Faults.NONE) {
            intake.receiver().accept(this);
            return;
        }
        Faults.Fault fault = faults.at(Faults.Step.DELIVER, intake.store().name, envelope);
        if (fault.effect() == Faults.Effect.LOST) {
            lose();
            return;
        }
        if (fault.effect() == Faults.Effect.TWICE && live() && !isCopy()) {
            intake.store().duplicate(this);
        }
        intake.line().wire.carry(new Way(), fault.delay(), intake.store().lane(this));
    }

    @Override
    public Envelope envelope() {
        return envelope;
    }

    @Override
    public @Nullable Principal principal() {
        return intake().line().principal();
    }

    @Override
    public int attempt() {
        return intake().store().profile.has(Capability.ATTEMPT_COUNT) ? deliveries + 1 : 0;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public boolean answers() {
        return envelope.replyTo() != null;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public boolean live() {
        return state == State.OPEN;
    }

    @Override
    public void onLost(Runnable hook) {
        lost = hook;
        if (state == State.LOST && LOST_HOOK.compareAndSet(this, hook, null)) {
            hook.run(); // else who lost it has seen the hook
        }
    }

    @Override
    public CompletionStage<Void> reply(Envelope reply) {
        return live()
                ? intake().link().reply(envelope, reply)
                : CompletableFuture.failedFuture(IpcException.of(
                        Kind.CONNECTION_LOST,
                        Executed.YES,
                        "a message of '" + intake().store().name
                                + "' was lost by its receiver before it was answered"));
    }

    @Override
    public void settle(Settlement settlement) {
        boolean again = settlement == Settlement.RELEASE;
        Store store = intake().store();
        Faults faults = store.broker.faults();
        if (faults == Faults.NONE) {
            if (moves(State.OPEN, State.SETTLED)) {
                store.settled(this, again);
            }
        } else if (moves(State.OPEN, State.SETTLING)) {
            Faults.Fault fault = faults.at(Faults.Step.SETTLE, store.name, envelope);
            intake().line()
                    .wire
                    .carry(new Acknowledgement(again || fault.effect() == Faults.Effect.LOST), fault.delay(), null);
        }
    }

    /** Its receiver has gone, or the connection to it, before the broker knew of a settlement: it goes back. */
    void lose() {
        if (moves(State.OPEN, State.LOST)) {
            intake().store().settled(this, true);
            Runnable hook = lost;
            if (hook != null && LOST_HOOK.compareAndSet(this, hook, null)) {
                hook.run();
            }
        } else if (moves(State.SETTLING, State.SETTLED)) {
            intake().store().settled(this, true);
        }
    }

    private boolean moves(State from, State to) {
        return state == from && STATE.compareAndSet(this, from, to);
    }

    /** To its receiver. */
    private final class Way extends Wire.Step {
        @Override
        void arrive() {
            if (live()) {
                intake().receiver().accept(Stored.this);
            }
        }

        @Override
        void lose() {
            Stored.this.lose();
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
                intake().store().settled(Stored.this, again);
            }
        }

        @Override
        void lose() {
            Stored.this.lose();
        }
    }
}
