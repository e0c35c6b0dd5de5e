package io.unifiedipc;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identities in time order: <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">UUID version 7</a>. Unique,
 * but no secret: the random part is seeded once per process and mixed, not drawn from a secure source each time.
 */
final class Ids {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long PROCESS = new SecureRandom().nextLong();
    private static final AtomicLong COUNT = new AtomicLong();

    private Ids() {}

    static String next() {
        long count = COUNT.incrementAndGet();
        long time = System.currentTimeMillis();
        long high = (time << 16) | 0x7000 | (count & 0xfff);
        long low = mix(PROCESS + count) ^ ThreadLocalRandom.current().nextLong();
        low = (low & 0x3fffffffffffffffL) | 0x8000000000000000L;
        byte[] text = new byte[36];
        write(text, 0, high, 60, 8);
        text[8] = '-';
        write(text, 9, high, 28, 4);
        text[13] = '-';
        write(text, 14, high, 12, 4);
        text[18] = '-';
        write(text, 19, low, 60, 4);
        text[23] = '-';
        write(text, 24, low, 44, 12);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** When one was made, to the millisecond. */
    static Instant time(String id) {
        return Instant.ofEpochMilli(Long.parseLong(id.substring(0, 8) + id.substring(9, 13), 16));
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
