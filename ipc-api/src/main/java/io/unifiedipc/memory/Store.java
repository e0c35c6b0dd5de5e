package io.unifiedipc.memory;

import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Intake;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final AtomicInteger work = new AtomicInteger();
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
        synchronized (this) {
            if (used() + reserved >= capacity) {
                return false;
            }
            store(envelope, deadline);
        }
        handOut();
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
        synchronized (this) {
            reserved--;
            store(envelope, deadline);
        }
        handOut();
    }

    private void store(Envelope envelope, long deadline) {
        broker.unsettled(1);
        add(new Stored(envelope, deadline, count++));
    }

    /** A receiver gets a message once more: the copy comes right behind the original. */
    final void duplicate(Stored original) {
        synchronized (this) {
            broker.unsettled(1);
            comesAgain(original.copy(++copies));
        }
        handOut();
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
        if (work.getAndIncrement() != 0) {
            return; // the one who is at it will see what changed
        }
        int seen = 1;
        do {
            Stored next = take();
            while (next != null) {
                next.deliver();
                next = take();
            }
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private synchronized @Nullable Stored take() {
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
        synchronized (this) {
            handedOver--;
            delivery.intake().gaveBack(delivery);
            ended(delivery, again);
            if (!again) {
                broker.unsettled(-1);
            }
        }
        handOut();
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
