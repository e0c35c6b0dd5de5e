package io.unifiedipc.memory;

import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Intake;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one group, and who receives them: what is the same however they are kept. Its monitor guards it and the
 * state of its intakes. One thread at a time hands out, whichever brought the reason to, and without the lock.
 */
abstract class Store {
    /** How far past messages that can't be taken now others are looked for. */
    static final int LOOK_AHEAD = 256;

    final MemoryBroker broker;
    final String name;
    final Profile profile;
    private final int capacity;
    private final ParkingPlace parked;
    private boolean handingOut;
    private long arrived;
    private long count;
    private int copies;
    private int reserved;
    private int handedOver;

    Store(MemoryBroker broker, String name, Profile profile, int capacity) {
        this.broker = broker;
        this.name = name;
        this.profile = profile;
        this.capacity = capacity;
        parked = new ParkingPlace(capacity);
    }

    // ---- what comes in

    /** Answers whether there was room. */
    final boolean offer(Envelope envelope, long deadline) {
        Stored first;
        synchronized (this) {
            if (used() + reserved >= capacity) {
                return false;
            }
            store(envelope, deadline);
            first = begin();
        }
        handOut(first);
        return true;
    }

    final synchronized boolean reserve() {
        if (used() + reserved >= capacity) {
            return false;
        }
        reserved++;
        return true;
    }

    final synchronized void unreserve() {
        reserved--;
    }

    final void offerReserved(Envelope envelope, long deadline) {
        Stored first;
        synchronized (this) {
            reserved--;
            store(envelope, deadline);
            first = begin();
        }
        handOut(first);
    }

    private void store(Envelope envelope, long deadline) {
        arrived++;
        add(new Stored(envelope, deadline, count++));
    }

    /** A receiver gets a message once more: the copy comes right behind the original. */
    final void duplicate(Stored original) {
        synchronized (this) {
            arrived++;
            comesAgain(original.copy(++copies));
        }
        handOut();
    }

    /** Messages count anew that were settled. */
    final void arrivedAgain(int more) {
        arrived += more;
    }

    /** How many have ever come, those that came again counted anew. */
    final synchronized long arrived() {
        return arrived;
    }

    /** Takes in a new message. */
    abstract void add(Stored message);

    /** Takes back one that was handed over: a new object, in the same place. */
    abstract void comesAgain(Stored message);

    /** How much of the capacity is taken. */
    abstract int used();

    /** How many wait to be handed over. */
    abstract int waiting();

    /** How many wait or are with a receiver. */
    final synchronized long unsettled() {
        return (long) waiting() + handedOver;
    }

    // ---- who takes it

    abstract void join(MemoryIntake intake);

    /** A receiver takes no more; what it has unsettled stays with it. */
    abstract void stop(MemoryIntake intake);

    /** A receiver has gone, and its unsettled messages with it. */
    abstract void leave(MemoryIntake intake);

    /** Hands out while there is a message and a receiver for it. */
    final void handOut() {
        Stored first;
        synchronized (this) {
            first = begin();
        }
        handOut(first);
    }

    /** What the calling thread is to hand out first; null where there is nothing, or another is at it and will see it. */
    private @Nullable Stored begin() {
        if (handingOut) {
            return null;
        }
        Stored first = take();
        handingOut = first != null;
        return first;
    }

    private void handOut(@Nullable Stored first) {
        for (Stored next = first; next != null; next = following()) {
            next.deliver();
        }
    }

    private synchronized @Nullable Stored following() {
        Stored next = take();
        handingOut = next != null;
        return next;
    }

    private @Nullable Stored take() {
        return broker.isAway() ? null : next();
    }

    /** The next message that somebody may take, with its taker. */
    abstract @Nullable Stored next();

    final Stored handedTo(MemoryIntake taker, Stored message) {
        handedOver++;
        taker.take(message);
        return message;
    }

    /** Messages of one lane reach their receiver in the order in which they were handed over; null for no lane. */
    @Nullable
    Object lane(Stored message) {
        return message.key == null ? null : new Lane(this, message.key);
    }

    private record Lane(Store store, String key) {}

    // ---- how it ends

    /** A delivery is over: its message is done with, or comes again. */
    final void settled(Stored delivery, boolean again) {
        Stored first;
        synchronized (this) {
            handedOver--;
            delivery.intake().gaveBack(delivery);
            ended(delivery, again);
            first = begin();
        }
        handOut(first);
    }

    /** Takes note of the end of a delivery, and takes the message back where it comes again. */
    abstract void ended(Stored delivery, boolean again);

    /** Every connection has broken, and all that was unsettled has been lost. */
    void dropped() {}

    // ---- what was put aside

    final boolean park(Envelope envelope) {
        return parked.park(envelope);
    }

    final int drainParked(int most, Intake.ParkedVisitor visitor) {
        return parked.drain(most, visitor, envelope -> offer(envelope, Delivery.NO_DEADLINE));
    }
}
