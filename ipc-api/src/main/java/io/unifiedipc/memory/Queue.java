package io.unifiedipc.memory;

import io.unifiedipc.spi.Capability;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A queue. Receivers take turns; a key stays with one receiver while a message of it is unsettled, so that its order holds,
 * unless the profile does not promise that.
 * What comes again comes before what was never handed over.
 */
final class Queue extends Store {
    private final ArrayDeque<Stored> fresh = new ArrayDeque<>();
    private final TreeSet<Stored> returned = new TreeSet<>(Stored.IN_ORDER);
    private final List<MemoryIntake> intakes = new ArrayList<>();
    private final Map<String, Hold> holds = new HashMap<>();
    private int turn;

    private final boolean keepsKeys;

    Queue(MemoryBroker broker, String name, Profile profile, int capacity) {
        super(broker, name, profile, capacity);
        keepsKeys = profile.has(Capability.KEY_ORDER);
    }

    @Override
    void add(Stored message) {
        fresh.add(message);
    }

    @Override
    void comesAgain(Stored message) {
        returned.add(message);
    }

    @Override
    synchronized int waiting() {
        return fresh.size() + returned.size();
    }

    @Override
    int used() {
        return waiting();
    }

    // ---- who takes it

    @Override
    void join(MemoryIntake intake) {
        synchronized (this) {
            intakes.add(intake);
        }
        handOut();
    }

    @Override
    synchronized void stop(MemoryIntake intake) {
        intakes.remove(intake);
    }

    @Override
    void leave(MemoryIntake intake) {
        stop(intake);
        intake.loseAll();
    }

    /** The oldest message that somebody may take: past those whose key is with a receiver that has no room or is leaving. */
    @Override
    @Nullable
    Stored next() {
        if (broker.faults() != Faults.NONE) {
            return any();
        }
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
        return given(taker, first);
    }

    private @Nullable Stored nextBehind() {
        int looked = 0;
        for (Collection<Stored> all : List.of(returned, fresh)) {
            for (Iterator<Stored> each = all.iterator(); each.hasNext() && looked < LOOK_AHEAD; looked++) {
                Stored message = each.next();
                MemoryIntake taker = taker(message);
                if (taker != null) {
                    each.remove();
                    return given(taker, message);
                }
                if (!isHeld(message)) {
                    return null; // anybody might have it, and nobody has room
                }
            }
        }
        return null;
    }

    /** One of the messages that somebody may take, the oldest of its key: which, the faults decide. */
    private @Nullable Stored any() {
        if (intakes.stream().noneMatch(MemoryIntake::hasRoom)) {
            return null;
        }
        List<Stored> candidates = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        int looked = 0;
        for (Collection<Stored> all : List.of(returned, fresh)) {
            for (Iterator<Stored> each = all.iterator(); each.hasNext() && looked < LOOK_AHEAD; looked++) {
                Stored message = each.next();
                if ((message.key == null || keys.add(message.key)) && mayBeTaken(message)) {
                    candidates.add(message);
                }
            }
        }
        if (candidates.isEmpty()) {
            return null;
        }
        Stored chosen =
                candidates.get(candidates.size() == 1 ? 0 : broker.faults().next(name, candidates.size()));
        MemoryIntake taker = taker(chosen);
        if (taker == null) {
            return null;
        }
        if (!returned.remove(chosen)) {
            fresh.remove(chosen);
        }
        return given(taker, chosen);
    }

    private boolean isHeld(Stored message) {
        return holdOf(message) != null;
    }

    private @Nullable Hold holdOf(Stored message) {
        return message.key == null ? null : holds.get(message.key);
    }

    private Stored given(MemoryIntake taker, Stored message) {
        hold(message, taker);
        return handedTo(taker, message);
    }

    private boolean mayBeTaken(Stored message) {
        Hold hold = holdOf(message);
        return hold == null || room(hold) != null; // somebody has room
    }

    private @Nullable MemoryIntake taker(Stored message) {
        Hold hold = holdOf(message);
        if (hold != null) {
            return room(hold);
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

    private @Nullable MemoryIntake room(Hold hold) {
        return intakes.contains(hold.intake) && hold.intake.hasRoom() ? hold.intake : null;
    }

    private void hold(Stored message, MemoryIntake taker) {
        if (message.key != null && keepsKeys) {
            Hold hold = holds.computeIfAbsent(message.key, k -> new Hold(taker));
            hold.intake = taker;
            hold.messages++;
        }
    }

    @Override
    void ended(Stored message, boolean again) {
        Hold hold = holdOf(message);
        if (hold != null && --hold.messages == 0) {
            holds.remove(message.key);
        }
        if (again) {
            comesAgain(message.again());
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
