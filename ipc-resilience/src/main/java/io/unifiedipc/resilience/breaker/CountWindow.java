package io.unifiedipc.resilience.breaker;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The latest calls, so many of them: a ring with two bits for each. While it is full and all in it are well, another good call
 * changes nothing, wherever in the ring it belongs; that is how most of them are counted, with no lock and nothing written.
 */
final class CountWindow implements Window {
    private final int size;
    private final Marks failed;
    private final Marks slow;
    private int next;
    private int calls;
    private volatile boolean fullAndWell;

    CountWindow(int size) {
        this.size = size;
        failed = new Marks(size);
        slow = new Marks(size);
    }

    @Override
    public @Nullable Tally add(boolean failed, boolean slow) {
        return fullAndWell && !failed && !slow ? null : record(failed, slow);
    }

    private synchronized @Nullable Tally record(boolean isFailed, boolean isSlow) {
        failed.put(next, isFailed);
        slow.put(next, isSlow);
        next = next + 1 == size ? 0 : next + 1;
        calls = Math.min(calls + 1, size);
        Tally tally = Tally.unlessWell(calls, failed.count, slow.count);
        fullAndWell = tally == null && calls == size;
        return tally;
    }

    /** One bit for each call, and how many are set. */
    private static final class Marks {
        private final BitSet bits;
        private int count;

        Marks(int size) {
            bits = new BitSet(size);
        }

        void put(int at, boolean mark) {
            if (bits.get(at) != mark) {
                bits.set(at, mark);
                count += mark ? 1 : -1;
            }
        }
    }
}
