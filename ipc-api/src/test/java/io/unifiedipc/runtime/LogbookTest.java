package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Headers;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Style;
import io.unifiedipc.spi.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LogbookTest {
    private static final class Time implements Clock, Timers {
        final List<Entry> entries = new ArrayList<>();
        final AtomicLong now = new AtomicLong(1);

        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public synchronized void add(Entry entry) {
            entries.add(entry);
        }

        @Override
        public synchronized void remove(Entry entry) {
            entries.remove(entry);
        }

        void pass(Duration time) {
            long reached = now.addAndGet(time.toNanos());
            List<Entry> due =
                    entries.stream().filter(each -> each.due() <= reached).toList();
            entries.removeAll(due);
            due.forEach(Entry::run);
        }
    }

    private final Time time = new Time();
    private final Written log = new Written("receiving", Level.INFO);
    private final Logbook book = new Logbook(time, time, Duration.ofSeconds(10));

    private static Call about(String channel, String id) {
        return new Call(
                channel,
                OperationSpec.of("Place", Object.class, Object.class),
                Style.SEND,
                Envelope.of(Headers.EMPTY.with(HeaderNames.ID, id), new byte[0]),
                0,
                Long.MAX_VALUE,
                false,
                null);
    }

    private void fails(String channel, String kind, int id) {
        fails(log, channel, kind, id, null);
    }

    private void fails(Written to, String channel, String kind, int id, @Nullable Throwable thrown) {
        book.write(Line.of(to, Level.WARN, about(channel, "m" + id), kind, () -> kind + " of m" + id)
                .with(thrown));
    }

    @Test
    void writesTheFirstAndCountsTheRest() {
        IntStream.rangeClosed(1, 4).forEach(i -> fails("orders", "failure", i));
        assertThat(log.lines).containsExactly("WARN failure of m1");

        time.pass(Duration.ofSeconds(10));
        assertThat(log.lines)
                .containsExactly(
                        "WARN failure of m1", "WARN 3 more within 10s (message ids m2, m3, m4) like: failure of m1");
        assertThat(time.entries).isEmpty();

        fails("orders", "failure", 5);
        assertThat(log.lines).last().isEqualTo("WARN failure of m5");
    }

    @Test
    void whatComesSeldomIsWrittenEachTimeAndNeedsNoTimer() {
        for (int i = 1; i <= 3; i++) {
            fails("orders", "failure", i);
            assertThat(time.entries).isEmpty();
            time.pass(Duration.ofSeconds(10));
        }
        assertThat(log.lines).containsExactly("WARN failure of m1", "WARN failure of m2", "WARN failure of m3");
    }

    @Test
    void anotherChannelOrKindHasItsOwnLine() {
        fails("orders", "failure", 1);
        fails("orders", "timeout", 2);
        fails("bills", "failure", 3);
        assertThat(log.lines).containsExactly("WARN failure of m1", "WARN timeout of m2", "WARN failure of m3");
    }

    @Test
    void whatIsHeldBackIsFoundAtDebug() {
        Written all = new Written("receiving", Level.DEBUG);
        fails(all, "orders", "failure", 1, new IllegalStateException("one"));
        fails(all, "orders", "failure", 2, new IllegalStateException("two {}"));
        assertThat(all.lines)
                .containsExactly(
                        "WARN failure of m1 java.lang.IllegalStateException: one",
                        "DEBUG failure of m2 java.lang.IllegalStateException: two {}");
    }

    @Test
    void whatALevelHidesCostsNoText() {
        book.write(Line.of(log, Level.DEBUG, about("orders", "m"), "kind", () -> {
            throw new AssertionError("made a text that nobody reads");
        }));
        assertThat(log.lines).isEmpty();
    }

    @Test
    void aTextMayHaveBraces() {
        book.write(Line.of(log, Level.WARN, about("orders", "m"), "kind", () -> "got {} and {x}")
                .with(new IllegalStateException("why")));
        assertThat(log.lines).containsExactly("WARN got {} and {x} java.lang.IllegalStateException: why");
    }

    @Test
    void namesTwentyIds() {
        IntStream.rangeClosed(1, 50).forEach(i -> fails("orders", "failure", i));
        time.pass(Duration.ofSeconds(10));
        assertThat(log.lines.get(1)).startsWith("WARN 49 more").contains("m2, m3", "m20, m21, ...)");
    }

    @Test
    void offWritesAll() {
        Logbook all = new Logbook(time, time, Duration.ZERO);
        IntStream.rangeClosed(1, 3)
                .forEach(i -> all.write(Line.of(log, Level.WARN, about("orders", "m" + i), "k", () -> "m" + i)));
        assertThat(log.lines).containsExactly("WARN m1", "WARN m2", "WARN m3");
    }

    @Test
    void closingTellsWhatIsHeldBackAndHoldsBackNoMore() {
        fails("orders", "failure", 1);
        fails("orders", "failure", 2);
        book.close();
        fails("orders", "failure", 3);
        fails("orders", "failure", 4);
        assertThat(log.lines)
                .containsExactly(
                        "WARN failure of m1",
                        "WARN 1 more within 10s (message ids m2) like: failure of m1",
                        "WARN failure of m3",
                        "WARN failure of m4");
        assertThat(time.entries).isEmpty();
    }

    @Test
    void tooManyKindsShareOne() {
        IntStream.range(0, 5_000).forEach(i -> fails("orders", "kind " + i, i));
        assertThat(log.lines).hasSizeBetween(1_000, 1_001);
        book.close();
        assertThat(told()).isEqualTo(5_000);
    }

    /** Whatever meets whatever: the lines and the counts are as many as there were failures. */
    @Test
    void noneIsLostInARace() throws InterruptedException {
        AtomicInteger written = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 5_000; i++) {
                    fails("orders", "kind " + i % 3, written.incrementAndGet());
                }
            });
            threads.add(thread);
            thread.start();
        }
        while (written.get() < 15_000) {
            List<Timers.Entry> due;
            synchronized (time) {
                time.now.addAndGet(Duration.ofSeconds(11).toNanos());
                due = List.copyOf(time.entries);
                time.entries.clear();
            }
            due.forEach(Timers.Entry::run);
        }
        book.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(told()).isEqualTo(20_000);
    }

    private int told() {
        Pattern more = Pattern.compile("WARN (\\d+) more .*");
        return log.lines.stream()
                .mapToInt(line -> {
                    Matcher count = more.matcher(line);
                    return count.matches() ? Integer.parseInt(count.group(1)) : 1;
                })
                .sum();
    }
}
