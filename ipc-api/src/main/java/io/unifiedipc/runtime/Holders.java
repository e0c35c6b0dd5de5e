package io.unifiedipc.runtime;

import io.unifiedipc.spi.Call;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The calls that hold permits: a table with twice as many slots as there are permits, so that noting a call costs one write
 * near a slot that its start decides, and allocates nothing. Of more than {@value #MOST_SLOTS} some may be missing.
 */
final class Holders {
    private static final int MOST_SLOTS = 1 << 16;
    private static final int MOST_STEPS = 1 << 10;

    private final AtomicReferenceArray<Call> slots;
    private final int mask;

    Holders(int permits) {
        int size = Integer.highestOneBit(Math.min(permits, MOST_SLOTS / 2) * 4 - 1);
        slots = new AtomicReferenceArray<>(Math.max(2, size));
        mask = slots.length() - 1;
    }

    void add(Call call) {
        int from = first(call);
        for (int i = from; i < from + MOST_STEPS; i++) {
            if (slots.get(i & mask) == null && slots.compareAndSet(i & mask, null, call)) {
                return;
            }
        }
    }

    void remove(Call call) {
        int from = first(call);
        for (int i = from; i < from + MOST_STEPS; i++) {
            if (slots.get(i & mask) == call) {
                slots.setRelease(i & mask, null);
                return;
            }
        }
    }

    void forEach(Consumer<Call> consumer) {
        for (int i = 0; i < slots.length(); i++) {
            Call call = slots.get(i);
            if (call != null) {
                consumer.accept(call);
            }
        }
    }

    /** Calls begin close to each other: the multiplication spreads them, and the upper bits are the ones that differ. */
    private int first(Call call) {
        long spread = (call.startedAt() + call.attempt()) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (spread >>> 33) & mask;
    }
}
