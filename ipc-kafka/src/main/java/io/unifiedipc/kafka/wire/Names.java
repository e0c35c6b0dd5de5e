package io.unifiedipc.kafka.wire;

import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.HeaderNames;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What headers are called in a record: {@code ce_} before the attributes of an event
 * (<a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">CloudEvents,
 * Kafka binding, 3.2.3</a>), all others as they are.
 */
final class Names {
    /** Which exchange a reply belongs to; Spring's name. Bytes, which nobody but their maker reads. */
    static final String CORRELATION = "kafka_correlationId";
    /** The topic that a reply goes to; Spring's name. */
    static final String REPLY_TOPIC = "kafka_replyTopic";
    /** The partition in there, four bytes, the highest first; Spring's name. Absent for any. */
    static final String REPLY_PARTITION = "kafka_replyPartition";

    /** In a message, and never in a record: that this has no value, which deletes its key where a topic is compacted. */
    static final String TOMBSTONE = "kafka_tombstone";

    private static final String CE = "ce_";
    /** Names seen: as many as applications have headers, and no more than that where strangers send many. */
    private static final int MOST = 1_000;

    private static final Map<String, String> OUT = new ConcurrentHashMap<>();
    private static final Map<String, String> IN = new ConcurrentHashMap<>();

    private Names() {}

    static String out(String header) {
        String known = OUT.get(header);
        if (known == null) {
            known = header.startsWith(HeaderNames.CE) ? CE + header.substring(HeaderNames.CE.length()) : header;
            keep(OUT, header, known);
        }
        return known;
    }

    /** Empty for one that no message can have. */
    static String in(String name) {
        String known = IN.get(name);
        if (known == null) {
            String lower = name.toLowerCase(Locale.ROOT);
            known = lower.startsWith(CE) ? HeaderNames.CE + lower.substring(CE.length()) : lower;
            known = isGood(known) ? known : "";
            keep(IN, name, known);
        }
        return known;
    }

    private static boolean isGood(String name) {
        try {
            return Headers.EMPTY.with(name, "").size() == 1;
        } catch (IpcException e) {
            return false;
        }
    }

    private static void keep(Map<String, String> all, String from, String to) {
        if (all.size() < MOST) {
            all.put(from, to);
        }
    }
}
