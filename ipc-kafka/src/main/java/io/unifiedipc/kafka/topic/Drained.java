package io.unifiedipc.kafka.topic;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a partition of a parking topic are gone: all before an offset, and some behind it, which stand as ranges in the
 * words that go with a commit ({@code 5-7 9-9}). A broker takes 4,096 bytes of those
 * (<a href="https://kafka.apache.org/documentation/#brokerconfigs_offset.metadata.max.bytes">offset.metadata.max.bytes</a>).
 */
final class Drained {
    private static final int MOST_WORDS = 4_096;
    private static final Pattern RANGES = Pattern.compile("(\\d{1,18}-\\d{1,18}( |$))*");

    private long from;
    private final TreeSet<Long> behind = new TreeSet<>();

    private Drained(long from) {
        this.from = from;
    }

    /** As was committed; nothing but what the broker has deleted by itself where that is null. */
    static Drained of(@Nullable OffsetAndMetadata committed, long beginning) {
        if (committed == null) {
            return new Drained(beginning);
        }
        Drained drained = new Drained(committed.offset());
        String words = committed.metadata();
        if (!RANGES.matcher(words).matches()) {
            throw IpcException.of(
                    Kind.MISCONFIGURED,
                    Executed.NO,
                    "beside offset " + committed.offset() + " of a parking topic's group stands '" + words
                            + "', which this side has not written: somebody else commits in the group whose name ends in"
                            + " '.parked'; rename one of them, or delete its offsets");
        }
        for (String range : words.isEmpty() ? new String[0] : words.split(" ", -1)) {
            int dash = range.indexOf('-');
            long last = Long.parseLong(range.substring(dash + 1));
            for (long each = Long.parseLong(range.substring(0, dash)); each <= last; each++) {
                drained.behind.add(each);
            }
        }
        return drained;
    }

    /** The first that may still be there. */
    long from() {
        return from;
    }

    boolean isGone(long offset) {
        return offset < from || behind.contains(offset);
    }

    void gone(long offset) {
        behind.add(offset);
        while (behind.remove(from)) {
            from++;
        }
    }

    OffsetAndMetadata commit() {
        StringBuilder words = new StringBuilder();
        Long first = behind.isEmpty() ? null : behind.first();
        while (first != null) {
            long last = first;
            while (behind.contains(last + 1)) {
                last++;
            }
            words.append(first).append('-').append(last).append(' ');
            first = behind.higher(last);
        }
        if (words.length() > MOST_WORDS) {
            throw IpcException.of(
                    Kind.OVERLOADED,
                    Executed.NO,
                    "too many parked messages are kept between others that are gone: replay or drop the oldest first");
        }
        return new OffsetAndMetadata(from, words.toString().trim());
    }
}
