package io.unifiedipc.kafka.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The values of headers, as bytes and as text. Most headers of a record are those of the record before: what was made last is
 * kept in a table, one for each hash, short ones only, and given again to whoever needs the same. Any thread.
 */
final class Texts {
    /** Identities are longer, and new each time. */
    private static final int LONGEST_WRITTEN = 35;
    /** Of those that are read, one is often the idempotency key too. */
    private static final int LONGEST_READ = 64;

    private static final int SLOTS = 256;

    // Both are read and written without an order: all fields of what is in them are final.
    private static final @Nullable Written[] WRITTEN = new Written[SLOTS];
    private static final @Nullable Read[] READ = new Read[SLOTS];

    private Texts() {}

    /** A header that was written, and what of. */
    private record Written(String name, String text, Header header) {}

    /** A value that was read, and what it says. */
    @SuppressWarnings("ArrayRecordComponent") // nobody writes to it
    private record Read(byte[] bytes, String text) {}

    /** A header as it is written, of a name in a record and a text. Nobody writes to its bytes. */
    static Header header(String name, String text) {
        if (text.length() > LONGEST_WRITTEN) {
            return new RecordHeader(name, Values.write(text));
        }
        int hash = 31 * name.hashCode() + text.hashCode();
        int slot = (hash ^ hash >>> 8 ^ hash >>> 16) & SLOTS - 1;
        Written known = WRITTEN[slot];
        if (known == null || !known.text.equals(text) || !known.name.equals(name)) {
            known = new Written(name, text, new RecordHeader(name, Values.write(text)));
            WRITTEN[slot] = known;
        }
        return known.header;
    }

    /** A value as text. */
    static String read(byte[] value) {
        int length = value.length;
        if (length == 0) {
            return "";
        }
        if (length > LONGEST_READ) {
            return text(value);
        }
        int slot = (31 * (31 * length + value[length / 2]) + value[0] + 7 * value[length - 1]) & SLOTS - 1;
        Read known = READ[slot];
        if (known == null || !Arrays.equals(known.bytes, value)) {
            known = new Read(value, text(value));
            READ[slot] = known;
        }
        return known.text;
    }

    /** Printable ASCII, which nearly all are, needs no decoder. */
    private static String text(byte[] value) {
        return isPlain(value) ? new String(value, ISO_8859_1) : Values.read(value);
    }

    private static boolean isPlain(byte[] value) {
        for (byte each : value) {
            if (each < ' ' || each == 0x7f) {
                return false; // control characters, and all that is not ASCII is below 0
            }
        }
        return true;
    }

    /** A number that is not negative, in digits. */
    static byte[] digits(long number) {
        int length = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            length++;
        }
        byte[] digits = new byte[length];
        long rest = number;
        for (int i = length - 1; i >= 0; i--) {
            digits[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return digits;
    }
}
