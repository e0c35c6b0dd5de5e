package io.unifiedipc;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
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
            known = new UUID(high, low).toString();
            text = known;
        }
        return known;
    }

    private static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
        return b ^ b >>> 31;
    }
}
