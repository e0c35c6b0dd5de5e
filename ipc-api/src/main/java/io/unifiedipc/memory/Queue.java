package io.unifiedipc.memory;

import io.unifiedipc.Parked;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Intake;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one group, in order. Receivers take turns; a key stays with one receiver while a message of it is
 * unsettled, so that its order holds. One thread at a time hands out, whichever brought the reason to, and without the lock.
 */
final class Queue {
    /** How far past messages that can't be taken now others are looked for. */
    private static final int LOOK_AHEAD = 256;

    private final int capacity;
    private final ArrayDeque<Stored> fresh = new ArrayDeque<>();
    private final TreeSet<Stored> returned = new TreeSet<>(Comparator.comparingLong(s -> s.number));
    private final ArrayDeque<Envelope> parked = new ArrayDeque<>();
    private final List<MemoryIntake> intakes = new ArrayList<>();
    private final Map<String, Hold> holds = new HashMap<>();
    private final AtomicInteger work = new AtomicInteger();
    private long count;
    private int reserved;
    private int turn;

    Queue(int capacity) {
        this.capacity = capacity;
    }

    // ---- what comes in

    boolean offer(Envelope envelope, long deadline) {
        synchronized (this) {
            if (waitingAndReserved() >= capacity) {
                return false;
            }
            fresh.add(new Stored(envelope, deadline, count++));
        }
        handOut();
        return true;
    }

    synchronized boolean reserve() {
        if (waitingAndReserved() >= capacity) {
            return false;
        }
        reserved++;
        return true;
    }

    synchronized void unreserve() {
        reserved--;
    }

    void offerReserved(Envelope envelope, long deadline) {
        synchronized (this) {
            reserved--;
            fresh.add(new Stored(envelope, deadline, count++));
        }
        handOut();
    }

    private int waitingAndReserved() {
        return fresh.size() + returned.size() + reserved;
    }

    synchronized int waiting() {
        return fresh.size() + returned.size();
    }

    // ---- who takes it

    void join(MemoryIntake intake) {
        synchronized (this) {
            intakes.add(intake);
        }
        handOut();
    }

    /** A receiver takes no more; what it has unsettled stays with it. */
    synchronized void leave(MemoryIntake intake) {
        intakes.remove(intake);
    }

    /** Hands out while there is a message and a receiver for it. */
    void handOut() {
        if (work.getAndIncrement() != 0) {
            return; // the one who is at it will see what changed
        }
        int seen = 1;
        do {
            MemoryDelivery next = next();
            while (next != null) {
                next.deliver();
                next = next();
            }
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    /** The oldest message that somebody may take: past those whose key is with a receiver that has no room or is leaving. */
    private synchronized @Nullable MemoryDelivery next() {
        Stored first = returned.isEmpty() ? fresh.peek() : returned.first();
        MemoryIntake taker = first == null ? null : taker(first);
        if (first == null || taker == null) {
            return first != null && isHeld(first) ? nextBehind() : null;
        }
        if (returned.isEmpty()) {
            fresh.poll();
        } else {
            returned.pollFirst();
        }
        return handedTo(taker, first);
    }

    private @Nullable MemoryDelivery nextBehind() {
        int looked = 0;
        for (Collection<Stored> all : List.of(returned, fresh)) {
            for (Iterator<Stored> each = all.iterator(); each.hasNext() && looked < LOOK_AHEAD; looked++) {
                Stored message = each.next();
                MemoryIntake taker = taker(message);
                if (taker != null) {
                    each.remove();
                    return handedTo(taker, message);
                }
                if (!isHeld(message)) {
                    return null; // anybody might have it, and nobody has room
                }
            }
        }
        return null;
    }

    private boolean isHeld(Stored message) {
        return message.key != null && holds.containsKey(message.key);
    }

    private MemoryDelivery handedTo(MemoryIntake taker, Stored message) {
        hold(message, taker);
        message.deliveries++;
        return taker.take(message);
    }

    private @Nullable MemoryIntake taker(Stored message) {
        Hold hold = message.key == null ? null : holds.get(message.key);
        if (hold != null) {
            return intakes.contains(hold.intake) && hold.intake.hasRoom() ? hold.intake : null;
        }
        for (int i = 0; i < intakes.size(); i++) {
            turn = turn + 1 < intakes.size() ? turn + 1 : 0;
            MemoryIntake candidate = intakes.get(turn);
            if (candidate.hasRoom()) {
                return candidate;
            }
        }
        return null;
    }

    private void hold(Stored message, MemoryIntake taker) {
        if (message.key != null) {
            Hold hold = holds.computeIfAbsent(message.key, k -> new Hold(taker));
            hold.intake = taker;
            hold.messages++;
        }
    }

    // ---- how it ends

    void settled(MemoryDelivery delivery, boolean again) {
        synchronized (this) {
            Stored message = delivery.message();
            Hold hold = message.key == null ? null : holds.get(message.key);
            if (hold != null && --hold.messages == 0) {
                holds.remove(message.key);
            }
            delivery.intake().gaveBack(delivery);
            if (again) {
                returned.add(message);
            }
        }
        handOut();
    }

    // ---- what was put aside

    synchronized boolean park(Envelope envelope) {
        return parked.size() < capacity && parked.add(envelope);
    }

    int drainParked(int most, Intake.ParkedVisitor visitor) {
        int visited = 0;
        int bound =
                Math.min(most, parkedCount()); // what is parked meanwhile, a replay that failed again, is for the next
        List<Envelope> kept = new ArrayList<>();
        try {
            for (Envelope next = first(bound); next != null; next = visited < bound ? unpark() : null) {
                visited++;
                kept.add(next); // until the visitor has said otherwise, and also where it throws
                Parked.Verdict verdict = visitor.visit(next);
                if (verdict == Parked.Verdict.DROP || (verdict == Parked.Verdict.REPLAY && replay(next))) {
                    kept.remove(kept.size() - 1);
                }
            }
        } finally {
            putBack(kept);
        }
        return visited;
    }

    private boolean replay(Envelope envelope) {
        return offer(
                envelope.withHeaders(
                        envelope.headers().without(HeaderNames.PARKED_REASON).without(HeaderNames.PARKED_ATTEMPTS)),
                Delivery.NO_DEADLINE);
    }

    private @Nullable Envelope first(int most) {
        return most > 0 ? unpark() : null;
    }

    private synchronized int parkedCount() {
        return parked.size();
    }

    private synchronized @Nullable Envelope unpark() {
        return parked.poll();
    }

    private synchronized void putBack(List<Envelope> kept) {
        for (int i = kept.size() - 1; i >= 0; i--) {
            parked.addFirst(kept.get(i));
        }
    }

    /** A message in its place: its number says where. */
    static final class Stored {
        final Envelope envelope;
        final long deadline;
        final @Nullable String key;
        private final long number;
        int deliveries;

        Stored(Envelope envelope, long deadline, long number) {
            this.envelope = envelope;
            this.deadline = deadline;
            this.number = number;
            key = envelope.headers().get(HeaderNames.KEY);
        }
    }

    private static final class Hold {
        private MemoryIntake intake;
        private int messages;

        Hold(MemoryIntake intake) {
            this.intake = intake;
        }
    }
}
