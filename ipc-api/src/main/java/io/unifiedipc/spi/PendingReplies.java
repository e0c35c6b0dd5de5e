package io.unifiedipc.spi;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for which reply, by number. The entries are chained through themselves, so that one costs nothing but its own
 * object, and the chains are spread over parts with a lock each, so that callers rarely meet.
 */
final class PendingReplies {
    private static final int PARTS = 16;
    private static final int FEWEST = 16;

    private final Part[] parts = new Part[PARTS];

    PendingReplies() {
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new Part();
        }
    }

    void add(PendingReply entry) {
        part(entry.number()).add(entry);
    }

    /** Does nothing where it is out already. */
    void remove(PendingReply entry) {
        part(entry.number()).remove(entry);
    }

    @Nullable
    PendingReply find(long number) {
        return part(number).find(number);
    }

    int size() {
        int sum = 0;
        for (Part part : parts) {
            sum += part.size();
        }
        return sum;
    }

    List<PendingReply> all() {
        List<PendingReply> all = new ArrayList<>();
        for (Part part : parts) {
            part.addTo(all);
        }
        return all;
    }

    private Part part(long number) {
        return parts[(int) number & PARTS - 1];
    }

    /** Numbers that end alike, so the slot is decided by what comes before. */
    private static final class Part {
        private @Nullable PendingReply[] slots = new PendingReply[FEWEST];
        private int size;

        synchronized void add(PendingReply entry) {
            if (size == slots.length) {
                grow();
            }
            chain(entry);
            size++;
        }

        private void chain(PendingReply entry) {
            int slot = slot(entry.number());
            entry.behind = slots[slot];
            slots[slot] = entry;
        }

        private void grow() {
            @Nullable PendingReply[] before = slots;
            slots = new PendingReply[2 * before.length];
            for (PendingReply first : before) {
                PendingReply next;
                for (PendingReply at = first; at != null; at = next) {
                    next = at.behind;
                    chain(at);
                }
            }
        }

        synchronized void remove(PendingReply entry) {
            int slot = slot(entry.number());
            PendingReply before = null;
            for (PendingReply at = slots[slot]; at != null; before = at, at = at.behind) {
                if (at == entry) {
                    if (before == null) {
                        slots[slot] = at.behind;
                    } else {
                        before.behind = at.behind;
                    }
                    size--;
                    return;
                }
            }
        }

        synchronized @Nullable PendingReply find(long number) {
            PendingReply at = slots[slot(number)];
            while (at != null && at.number() != number) {
                at = at.behind;
            }
            return at;
        }

        synchronized int size() {
            return size;
        }

        synchronized void addTo(List<PendingReply> all) {
            for (PendingReply first : slots) {
                for (PendingReply at = first; at != null; at = at.behind) {
                    all.add(at);
                }
            }
        }

        private int slot(long number) {
            return (int) (number / PARTS) & slots.length - 1;
        }
    }
}
