package io.unifiedipc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time to the millisecond. Its text is made when somebody asks for it. */
final class Stamp {
    private static final long YEAR_10000 = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() * 1_000 + 1_000;
    private static final int SECONDS = "2026-01-01T00:00:00Z".length();
    private static final int MILLIS = "2026-01-01T00:00:00.001Z".length();

    private static volatile Stamp last = new Stamp(0);

    private final long millis;
    private @Nullable String text; // a thread that does not see it makes an equal one

    private Stamp(long millis) {
        this.millis = millis;
    }

    /** The messages of one millisecond share one, and its text: writing that costs more than all else in a message. */
    static Stamp of(long millis) {
        Stamp found = last;
        if (found.millis != millis) {
            found = new Stamp(millis);
            last = found;
        }
        return found;
    }

    /** How long its text is, without making it. */
    int length() {
        if (millis < 0 || millis >= YEAR_10000) {
            return toString().length();
        }
        return millis % 1_000 == 0 ? SECONDS : MILLIS;
    }

    /** RFC 3339. */
    @Override
    public String toString() {
        String known = text;
        if (known == null) {
            known = Instant.ofEpochMilli(millis).toString();
            text = known;
        }
        return known;
    }
}
