package io.unifiedipc.kafka.wire;

import io.unifiedipc.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Which headers a record has, in their order, and what they are in a message. Most records have those of one before them: what was
 * found out about that one is kept in a table, and only compared. Any thread.
 */
final class Shape {
    private static final int SLOTS = 64;
    /** Letters of all names: records of strangers with more are looked at one by one, so that they can't fill the table. */
    private static final int LONGEST_KEPT = 2_000;

    // Read and written without an order: all fields of what is in it are final.
    private static final @Nullable Shape[] KNOWN = new Shape[SLOTS];

    private final String[] keys;
    /** Of the headers of the message, the latest first, and where each is in the record. */
    private final String[] names;

    private final int[] places;
    /** Where the record says these; -1 where it does not. */
    final int correlation;

    final int replyTopic;
    final int replyPartition;
    /** Those that no message can have. */
    final List<String> dropped;

    private Shape(String[] keys) {
        this.keys = keys;
        Map<String, Integer> found = new LinkedHashMap<>();
        List<String> without = new ArrayList<>();
        for (int i = keys.length - 1; i >= 0; i--) {
            String name = isOurs(keys[i]) ? keys[i] : Names.in(keys[i]);
            if (name.isEmpty()) {
                without.add(keys[i]);
            } else {
                found.putIfAbsent(name, i); // where one is there twice the last counts
            }
        }
        correlation = taken(found, Names.CORRELATION);
        replyTopic = taken(found, Names.REPLY_TOPIC);
        replyPartition = taken(found, Names.REPLY_PARTITION);
        dropped = List.copyOf(without);
        names = found.keySet().toArray(String[]::new);
        places = found.values().stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean isOurs(String key) {
        return key.equals(Names.CORRELATION) || key.equals(Names.REPLY_TOPIC) || key.equals(Names.REPLY_PARTITION);
    }

    private static int taken(Map<String, Integer> from, String name) {
        Integer place = from.remove(name);
        return place == null ? -1 : place;
    }

    /** That of a record with these. */
    static Shape of(Header[] headers) {
        int length = headers.length;
        int last = length == 0 ? 0 : headers[length - 1].key().length();
        int slot = (31 * length + last) & SLOTS - 1;
        Shape known = KNOWN[slot];
        if (known == null || !known.fits(headers)) {
            String[] keys = new String[length];
            int letters = length; // one more for each, as a name may be empty
            for (int i = 0; i < length; i++) {
                keys[i] = headers[i].key();
                letters += keys[i].length();
            }
            known = new Shape(keys);
            if (letters <= LONGEST_KEPT) {
                KNOWN[slot] = known;
            }
        }
        return known;
    }

    private boolean fits(Header[] headers) {
        if (headers.length != keys.length) {
            return false;
        }
        for (int i = 0; i < keys.length; i++) {
            if (!keys[i].equals(headers[i].key())) {
                return false;
            }
        }
        return true;
    }

    /** The headers of a message, of a record of this shape. */
    Headers headers(Header[] from) {
        return Headers.received(names, i -> Texts.read(value(from, places[i])));
    }

    /** The value of one; empty where there is none. */
    static byte[] value(Header[] from, int place) {
        byte[] value = place < 0 ? null : from[place].value();
        return value == null ? Records.NOTHING : value;
    }
}
