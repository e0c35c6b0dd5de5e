package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Await;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WheelTimersTest {
    private static final long MILLI = 1_000_000;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String service = "wheel" + COUNT.incrementAndGet();
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final WheelTimers timers = new WheelTimers(Clock.SYSTEM, executor, service);

    static final class Entry extends Timers.Entry {
        final long due;
        final AtomicInteger runs = new AtomicInteger();
        final AtomicLong at = new AtomicLong();

        Entry(long due) {
            this.due = due;
        }

        static Entry in(long nanos) {
            return new Entry(System.nanoTime() + nanos);
        }

        @Override
        public long due() {
            return due;
        }

        @Override
        public void run() {
            at.set(System.nanoTime());
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

    @Test
    void runsOnceAndNotEarly() {
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(Entry.in(ThreadLocalRandom.current().nextLong(1, 300 * MILLI)));
        }
        all.forEach(timers::add);
        Await.until("all ran", () -> all.stream().allMatch(Entry::ran));

        assertThat(all).allSatisfy(entry -> {
            assertThat(entry.runs).hasValue(1);
            assertThat(entry.lateNanos()).isBetween(0L, 500 * MILLI);
        });
    }

    /** A walker that sleeps since there is nothing to do must not pass by what comes meanwhile. */
    @Test
    void isInTimeAlsoWhereTheWalkerWakesLate() {
        AtomicBoolean resting = new AtomicBoolean();
        Clock drowsy = new Clock() {
            @Override
            public void park(Object blocker, long nanos) {
                if (nanos != Long.MAX_VALUE) {
                    Clock.super.park(blocker, nanos);
                    return;
                }
                resting.set(true);
                Clock.super.park(blocker, nanos);
                resting.set(false);
                long end = System.nanoTime() + 20 * MILLI;
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
            }
        };
        try (WheelTimers slow = new WheelTimers(drowsy, executor, service + "-drowsy")) {
            for (int i = 0; i < 5; i++) {
                Await.until("the walker rests", resting::get);
                Entry entry = Entry.in(6 * MILLI);
                slow.add(entry);
                Await.until("it ran", entry::ran);
                assertThat(entry.lateNanos()).as("round " + i).isBetween(0L, 500 * MILLI);
            }
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
        Entry never = new Entry(Delivery.NO_DEADLINE);
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
