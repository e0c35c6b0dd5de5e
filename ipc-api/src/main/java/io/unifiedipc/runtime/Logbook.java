package io.unifiedipc.runtime;

import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Writes lines about what may happen again and again: the first of its kind in full, and of those that follow within a period
 * one line at its end, with their number and the ids of some of their messages. Each of them is written in full at DEBUG. So
 * a failure that repeats does not fill a disk, and none goes by unseen.
 */
final class Logbook {
    /** Kinds are few; where they are not, the rest share one. */
    private static final int MOST_KINDS = 1_000;

    private static final int MOST_IDS = 20;
    private static final Key REST = new Key("", "", "");

    private record Key(String log, String channel, String kind) {}

    private final Clock clock;
    private final Timers timers;
    private final Duration every;
    private final Map<Key, Period> periods = new ConcurrentHashMap<>();
    private final AtomicInteger kinds = new AtomicInteger();
    private volatile boolean closed;

    /**
     * @param every how long one line of a kind is enough; zero where each line is written
     */
    Logbook(Clock clock, Timers timers, Duration every) {
        this.clock = clock;
        this.timers = timers;
        this.every = every;
    }

    void write(Line line) {
        if (!line.isWanted()) {
            return;
        }
        if (every.isZero() || closed || line.level() == Level.DEBUG) {
            line.write();
            return;
        }
        Key key = key(line);
        while (true) { // a period may end while it is looked at
            Period period = periods.get(key);
            if (period == null) {
                if (begin(key, line)) {
                    return;
                }
            } else if (period.holdsBack(line)) {
                return;
            } else {
                forget(key, period);
            }
        }
    }

    private Key key(Line line) {
        Key key = new Key(line.log().getName(), line.channel(), line.kind());
        return kinds.get() < MOST_KINDS || periods.containsKey(key) ? key : REST;
    }

    private boolean begin(Key key, Line line) {
        Period period = new Period(key, line, clock.in(every));
        if (periods.putIfAbsent(key, period) != null) {
            return false;
        }
        kinds.incrementAndGet();
        line.write();
        if (closed) {
            period.run();
        }
        return true;
    }

    private void forget(Key key, Period period) {
        if (periods.remove(key, period)) {
            kinds.decrementAndGet();
        }
    }

    /** What was held back is told now, and nothing is held back any more. */
    void close() {
        closed = true;
        List.copyOf(periods.values()).forEach(period -> {
            timers.remove(period);
            period.run();
        });
    }

    /** The time after a line in which others of its kind are held back; scheduled only where there are any. */
    private final class Period extends Timers.Entry {
        private final Key key;
        private final Logger log;
        private final Level level;
        private final String text;
        private final long due;
        private final StringBuilder ids = new StringBuilder();
        private int heldBack;
        private boolean over;

        Period(Key key, Line first, long due) {
            this.key = key;
            log = first.log();
            level = first.level();
            text = first.text().get();
            this.due = due;
        }

        /** Answers false where it is over, so that the line begins another. */
        boolean holdsBack(Line line) {
            boolean schedule;
            synchronized (this) {
                over = over || (heldBack == 0 && clock.nanos() >= due);
                if (over) {
                    return false;
                }
                schedule = ++heldBack == 1;
                name(line.id());
            }
            if (schedule) {
                timers.add(this);
            }
            line.writeHeldBack();
            return true;
        }

        private void name(String id) {
            if (!id.isEmpty() && heldBack <= MOST_IDS) {
                ids.append(ids.length() == 0 ? "" : ", ").append(id);
            }
        }

        @Override
        public long due() {
            return due;
        }

        @Override
        public void run() {
            String count = end();
            forget(key, this);
            if (count != null) {
                log.atLevel(level).log("{}", count + text);
            }
        }

        private synchronized @Nullable String end() {
            boolean silent = over || heldBack == 0;
            over = true;
            if (silent) {
                return null;
            }
            return heldBack + " more within " + every.toString().substring(2).toLowerCase(Locale.ROOT)
                    + (ids.length() == 0 ? "" : " (message ids " + ids + (heldBack > MOST_IDS ? ", ..." : "") + ")")
                    + " like: ";
        }
    }
}
