package io.unifiedipc.runtime;

import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A hashed wheel: entries hang in the slot of their due time, so that adding and removing touch one short list and allocate
 * nothing. One thread walks it while there are entries, and sleeps a second after the last. Entries run on the executor.
 */
final class WheelTimers implements Timers, AutoCloseable {
    private static final int SLOTS = 1 << 10;
    /**
     * So far is one tick's slot from the next one's: while one thread adds to a slot another removes from one a few ticks before, and
     * neighbours share a line of the processor's cache. Odd, so that each slot is some tick's.
     */
    private static final int APART = 37;

    private static final long TICK = 4_000_000;
    /** So long it walks on without an entry: where calls follow each other, waking it for each costs more than all else here. */
    private static final int IDLE_TICKS = 250;

    private final Slot[] slots = new Slot[SLOTS];
    /** A call is mostly added by one thread and removed by another: here they don't wait for each other. */
    private final LongAdder size = new LongAdder();

    private final Clock clock;
    private final Executor executor;
    private final Thread walker;
    /** Slots before this tick may have been walked past. */
    private volatile long passed = Long.MIN_VALUE;

    private volatile boolean asleep;
    private volatile boolean closed;

    WheelTimers(Clock clock, Executor executor, String service) {
        this.clock = clock;
        this.executor = executor;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Slot();
        }
        long from = tick(clock.nanos()); // before anything is added, and not when the thread gets to run
        walker = new Thread(() -> walk(from), "ipc-" + service + "-timer");
        walker.setDaemon(true);
        walker.start();
    }

    @Override
    public void add(Entry entry) {
        if (entry.due() == Delivery.NO_DEADLINE) {
            return;
        }
        long tick = tick(entry.due());
        slot(tick).add(entry);
        size.increment();
        if (asleep) {
            asleep = false;
            LockSupport.unpark(walker);
        }
        // The walker says where it goes before it goes there; it walks the slot that the time is in until that is over.
        if (tick < passed && clock.nanos() >= entry.due() && slot(tick).remove(entry)) {
            size.decrement();
            executor.execute(entry::run);
        }
    }

    @Override
    public void remove(Entry entry) {
        if (entry.due() != Delivery.NO_DEADLINE && slot(tick(entry.due())).remove(entry)) {
            size.decrement();
        }
    }

    private void walk(long from) {
        long tick = from;
        List<Entry> due = new ArrayList<>();
        int idle = 0;
        while (!closed) {
            idle = size.sum() == 0 ? idle + 1 : 0;
            if (idle > IDLE_TICKS) {
                sleep();
                idle = 0;
                continue; // from where it stopped: what was added meanwhile may hang in a slot that is past by now
            }
            long now = clock.nanos();
            passed = tick(now);
            for (int steps = 0; tick <= tick(now) && steps < SLOTS; tick++, steps++) {
                slot(tick).takeDue(now, due);
            }
            tick = tick(now);
            for (Entry entry : due) {
                size.decrement();
                executor.execute(entry::run);
            }
            due.clear();
            clock.park(this, TICK - Math.floorMod(now, TICK));
        }
    }

    /** Until there is an entry. */
    private void sleep() {
        asleep = true; // before it is summed up: who adds what the sum misses does so later, and sees this
        while (asleep && size.sum() == 0 && !closed) {
            clock.park(this, Long.MAX_VALUE);
        }
        asleep = false;
    }

    private static long tick(long nanos) {
        return Math.floorDiv(nanos, TICK);
    }

    private Slot slot(long tick) {
        return slots[(int) (tick * APART & SLOTS - 1)];
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(walker);
        boolean interrupted = false;
        while (walker.isAlive() && walker != Thread.currentThread()) {
            try {
                walker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One list. Its first entry has no previous one, so membership is: it has one, or it is the first. */
    private static final class Slot {
        private @Nullable Entry head;

        synchronized void add(Entry entry) {
            entry.next = head;
            if (head != null) {
                head.previous = entry;
            }
            head = entry;
        }

        synchronized boolean remove(Entry entry) {
            if (entry.previous == null && head != entry) {
                return false;
            }
            unlink(entry);
            return true;
        }

        synchronized void takeDue(long now, List<Entry> due) {
            Entry at = head;
            while (at != null) {
                Entry next = at.next;
                if (at.due() <= now) {
                    unlink(at);
                    due.add(at);
                }
                at = next;
            }
        }

        private void unlink(Entry entry) {
            if (entry.previous == null) {
                head = entry.next;
            } else {
                entry.previous.next = entry.next;
            }
            if (entry.next != null) {
                entry.next.previous = entry.previous;
            }
            entry.previous = null;
            entry.next = null;
        }
    }
}
