package io.unifiedipc.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A part of a log, with one reader at a time. Guarded by the log. */
final class Partition {
    private final ArrayDeque<Stored> fresh = new ArrayDeque<>();
    private final TreeSet<Stored> returned = new TreeSet<>(Stored.IN_ORDER);
    private final TreeSet<Stored> open = new TreeSet<>(Stored.IN_ORDER);
    /** Settled, but not committed, since something before them is not settled. */
    private final TreeSet<Stored> done = new TreeSet<>(Stored.IN_ORDER);

    /** Who reads it; null for nobody. */
    @Nullable
    MemoryIntake owner;
    /** What its last reader had is on its way back: it must be whole before another begins. */
    boolean moving;

    void add(Stored message) {
        fresh.add(message);
    }

    void comesAgain(Stored message) {
        returned.add(message);
    }

    int waiting() {
        return fresh.size() + returned.size();
    }

    int uncommitted() {
        return done.size();
    }

    List<Stored> open() {
        return new ArrayList<>(open);
    }

    /** What is handed over next, where its reader has room. */
    @Nullable
    Stored head() {
        if (owner == null || moving || !owner.hasRoom()) {
            return null;
        }
        return returned.isEmpty() ? fresh.peek() : returned.first();
    }

    void take(Stored head) {
        if (!returned.remove(head)) {
            fresh.poll();
        }
        open.add(head);
    }

    /** A message is settled, or comes again. Committed is all that lies below the lowest that is not settled. */
    void ended(Stored message, boolean again) {
        open.remove(message);
        if (again) {
            returned.add(message.again());
        } else {
            done.add(message);
        }
        while (!done.isEmpty()
                && isBelow(done.first(), open.isEmpty() ? null : open.first())
                && isBelow(done.first(), returned.isEmpty() ? null : returned.first())) {
            done.pollFirst();
        }
    }

    private static boolean isBelow(Stored message, @Nullable Stored other) {
        return other == null || Stored.IN_ORDER.compare(message, other) < 0;
    }

    /** Another reader begins at what was committed. Answers how many messages come again that were settled. */
    int rewind() {
        int again = done.size();
        done.forEach(message -> returned.add(message.again()));
        done.clear();
        return again;
    }
}
