package io.unifiedipc.memory;

import io.unifiedipc.Parked;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Intake;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the receivers of one group have put aside. */
final class ParkingPlace {
    private final int capacity;
    private final ArrayDeque<Envelope> parked = new ArrayDeque<>();

    ParkingPlace(int capacity) {
        this.capacity = capacity;
    }

    /** Answers whether there was room. */
    synchronized boolean park(Envelope envelope) {
        return parked.size() < capacity && parked.add(envelope);
    }

    /** Shows the oldest to a visitor; {@code replay} puts one back into its queue, and answers whether there was room. */
    int drain(int most, Intake.ParkedVisitor visitor, Predicate<Envelope> replay) {
        int visited = 0;
        int bound = Math.min(most, count()); // what is parked meanwhile, a replay that failed again, is for the next
        List<Envelope> kept = new ArrayList<>();
        try {
            for (Envelope next = first(bound); next != null; next = visited < bound ? poll() : null) {
                visited++;
                kept.add(next); // until the visitor has said otherwise, and also where it throws
                Parked.Verdict verdict = visitor.visit(next);
                if (verdict == Parked.Verdict.DROP
                        || (verdict == Parked.Verdict.REPLAY && replay.test(next.unparked()))) {
                    kept.remove(kept.size() - 1);
                }
            }
        } finally {
            putBack(kept);
        }
        return visited;
    }

    private @Nullable Envelope first(int most) {
        return most > 0 ? poll() : null;
    }

    private synchronized int count() {
        return parked.size();
    }

    private synchronized @Nullable Envelope poll() {
        return parked.poll();
    }

    private synchronized void putBack(List<Envelope> kept) {
        for (int i = kept.size() - 1; i >= 0; i--) {
            parked.addFirst(kept.get(i));
        }
    }
}
