package io.unifiedipc;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An identity; those of later milliseconds sort after it:
 * <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">UUID version 7</a>. Unique, but no secret: the random part
 * is seeded once per process and mixed, not drawn from a secure source each time. Its text is made when somebody asks for it,
 * since in memory mostly nobody does.
 */
final class Id {
    /** How long its text is. */
    static final int LENGTH = 36;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long PROCESS = new SecureRandom().nextLong();
    private static final AtomicLong COUNT = new AtomicLong();

    private final long high;
    private final long low;
    private @Nullable String text; // a thread that does not see it makes an equal one

    private Id(long high, long low) {
        this.high = high;
        this.low = low;
    }

    static Id next() {
        long count = COUNT.incrementAndGet();
        long time = System.currentTimeMillis();
        long high = (time << 16) | 0x7000 | (count & 0xfff);
        long low = mix(PROCESS + count) ^ ThreadLocalRandom.current().nextLong();
        return new Id(high, (low & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    /** When it was made, to the millisecond. */
    Instant time() {
        return Instant.ofEpochMilli(high >>> 16);
    }

    @Override
    public String toString() {
        String known = text;
        if (known == null) {
            known = written();
            text = known;
        }
        return known;
    }

    private String written() {
        byte[] digits = new byte[LENGTH];
        write(digits, 0, high, 60, 8);
        digits[8] = '-';
        write(digits, 9, high, 28, 4);
        digits[13] = '-';
        write(digits, 14, high, 12, 4);
        digits[18] = '-';
        write(digits, 19, low, 60, 4);
        digits[23] = '-';
        write(digits, 24, low, 44, 12);
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    private static void write(byte[] text, int at, long bits, int shift, int digits) {
        for (int i = 0; i < digits; i++) {
            text[at + i] = HEX[(int) (bits >>> (shift - 4 * i)) & 0xf];
        }
    }

    private static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
        return b ^ b >>> 31;
    }
}
