package io.unifiedipc.spi;

import org.jspecify.annotations.Nullable;

/** Runs things later. A scheduled thing is its own entry, so that scheduling allocates nothing. */
public interface Timers {
    /** Schedules an entry for its {@link Entry#due()}, or forgets it again. Late by at most a few milliseconds. */
    void add(Entry entry);

    /** Takes an entry out; it does nothing where it has run or was never added. */
    void remove(Entry entry);

    /** Something that happens later, once. */
    abstract class Entry {
        /** Its neighbours in the timer's list, guarded by the timer. */
        public @Nullable Entry previous;

        public @Nullable Entry next;

        /** An entry that is not scheduled. */
        protected Entry() {}

        /** When, a reading of {@link Clock#nanos()}; fixed while scheduled. */
        public abstract long due();

        /** What. Called on the timer's thread, so it hands anything long to an executor; throws nothing. */
        public abstract void run();
    }
}
