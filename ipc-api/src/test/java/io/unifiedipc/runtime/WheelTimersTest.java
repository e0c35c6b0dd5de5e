package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Await;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WheelTimersTest {
    private static final long MILLI = 1_000_000;
    private static final long TICK = 4 * MILLI;
    /** Runs on the walker's own thread, at the time it is handed out. */
    private static final Executor AT_ONCE = Runnable::run;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String service = "wheel" + COUNT.incrementAndGet();
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final WheelTimers timers = new WheelTimers(Clock.SYSTEM, executor, service);

    /**
     * Goes on by what is waited for, a step at a time, and by nothing else: what is late by it is so by the wheel, and not by the
     * machine.
     */
    static final class Stepping implements Clock {
        private final AtomicLong now = new AtomicLong(MILLI / 3);
        private final Semaphore steps = new Semaphore(0);
        /** How far it has gone on whenever a waiter that had nothing to do is woken. */
        final long wakesLate;

        private volatile boolean resting;

        Stepping(long wakesLate) {
            this.wakesLate = wakesLate;
        }

        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void park(Object blocker, long nanos) {
            if (nanos == Long.MAX_VALUE) {
                resting = true;
                LockSupport.park(blocker);
                resting = false;
                now.addAndGet(wakesLate);
            } else {
                LockSupport.parkNanos(blocker, MILLI / 10);
                if (steps.tryAcquire()) {
                    now.addAndGet(nanos);
                }
            }
        }

        /** Lets it go on until the condition holds. */
        void until(String what, BooleanSupplier condition) {
            Await.until(what, () -> {
                boolean holds = condition.getAsBoolean();
                if (!holds && steps.availablePermits() == 0) {
                    steps.release();
                }
                return holds;
            });
        }
    }

    static final class Entry extends Timers.Entry {
        final Clock clock;
        final long due;
        final AtomicInteger runs = new AtomicInteger();
        final AtomicLong at = new AtomicLong();

        Entry(Clock clock, long due) {
            this.clock = clock;
            this.due = due;
        }

        static Entry in(long nanos) {
            return in(Clock.SYSTEM, nanos);
        }

        static Entry in(Clock clock, long nanos) {
            return new Entry(clock, clock.nanos() + nanos);
        }

        @Override
        public long due() {
            return due;
        }

        @Override
        public void run() {
            at.set(clock.nanos());
            runs.incrementAndGet();
        }

        boolean ran() {
            return runs.get() > 0;
        }

        long lateNanos() {
            return at.get() - due;
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        timers.close();
        executor.shutdownNow();
        assertThat(executor.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("ipc-" + service + "-timer"));
    }

    /** Also what comes while others are due, and what hangs in a slot for several turns of the wheel. */
    @Test
    void runsOnceNotEarlyAndWithinATick() {
        Stepping clock = new Stepping(0);
        try (WheelTimers stepped = new WheelTimers(clock, AT_ONCE, service + "-stepped")) {
            List<Entry> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int upTo = i % 10 == 0 ? 10_000 : 300;
                all.add(Entry.in(clock, ThreadLocalRandom.current().nextLong(1, upTo * MILLI)));
                stepped.add(all.get(i));
                if (i % 20 == 19) {
                    long ran = all.stream().filter(Entry::ran).count();
                    clock.until(
                            "some ran", () -> all.stream().filter(Entry::ran).count() > ran);
                }
            }
            clock.until("all ran", () -> all.stream().allMatch(Entry::ran));

            assertThat(all).allSatisfy(entry -> {
                assertThat(entry.runs).hasValue(1);
                assertThat(entry.lateNanos()).isBetween(0L, TICK);
            });
        }
    }

    /** A walker that sleeps since there is nothing to do must not pass by what comes meanwhile. */
    @Test
    void isInTimeAlsoWhereTheWalkerWakesLate() {
        Stepping drowsy = new Stepping(20 * MILLI);
        try (WheelTimers slow = new WheelTimers(drowsy, AT_ONCE, service + "-drowsy")) {
            for (int i = 0; i < 5; i++) {
                drowsy.until("the walker rests", () -> drowsy.resting);
                Entry entry = Entry.in(drowsy, 6 * MILLI);
                slow.add(entry);
                drowsy.until("it ran", entry::ran);
                assertThat(entry.lateNanos()).as("round " + i).isBetween(0L, 20 * MILLI + TICK);
            }
            drowsy.until("the walker rests", () -> drowsy.resting);
        }
    }

    @Test
    void whatIsDueRunsAtOnce() {
        Entry past = Entry.in(-TimeUnit.HOURS.toNanos(1));
        timers.add(past);
        Await.until("it ran", past::ran);
        timers.remove(past);

        assertThat(past.runs).hasValue(1);
    }

    @Test
    void theFarFutureDoesNotComeEarly() {
        Entry far = Entry.in(TimeUnit.DAYS.toNanos(365));
        Entry turns = Entry.in(1024 * 4 * MILLI + 50 * MILLI); // the same slot, a turn of the wheel later
        Entry near = Entry.in(50 * MILLI);
        Entry never = new Entry(Clock.SYSTEM, Delivery.NO_DEADLINE);
        List.of(far, turns, near, never).forEach(timers::add);
        Await.until("the near one ran", near::ran);

        assertThat(far.ran() || turns.ran() || never.ran()).isFalse();
        timers.remove(far);
        timers.remove(turns);
        timers.remove(never);
    }

    @Test
    void whatWasRemovedDoesNotRun() {
        List<Entry> removed = new ArrayList<>();
        Entry last = Entry.in(120 * MILLI);
        for (int i = 0; i < 1_000; i++) {
            Entry entry = Entry.in(80 * MILLI);
            timers.add(entry);
            removed.add(entry);
        }
        removed.forEach(timers::remove);
        removed.forEach(timers::remove);
        timers.add(last);
        Await.until("the last ran", last::ran);

        assertThat(removed).noneMatch(Entry::ran);
    }

    @Test
    void survivesAStormOfAddingAndRemoving() throws InterruptedException {
        int threads = 4;
        int each = 20_000;
        List<List<Entry>> kept = new ArrayList<>();
        List<Entry> dropped = java.util.Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            List<Entry> mine = new ArrayList<>();
            kept.add(mine);
            new Thread(() -> {
                        ThreadLocalRandom random = ThreadLocalRandom.current();
                        for (int i = 0; i < each; i++) {
                            Entry entry = Entry.in(random.nextLong(-MILLI, 60 * MILLI));
                            timers.add(entry);
                            if (random.nextInt(10) == 0) {
                                mine.add(entry);
                            } else {
                                timers.remove(entry);
                                dropped.add(entry);
                            }
                        }
                        done.countDown();
                    })
                    .start();
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        Await.until(
                "all kept ran",
                () -> kept.stream().allMatch(list -> list.stream().allMatch(Entry::ran)));

        kept.forEach(list -> assertThat(list).allSatisfy(entry -> {
            assertThat(entry.runs).hasValue(1);
            assertThat(entry.lateNanos()).isNotNegative();
        }));
        assertThat(dropped).allSatisfy(entry -> assertThat(entry.runs).hasValueBetween(0, 1));
        // Nothing was forgotten on the wheel: it rests, and still works.
        Entry after = Entry.in(5 * MILLI);
        timers.add(after);
        Await.until("it still works", after::ran);
    }
}
