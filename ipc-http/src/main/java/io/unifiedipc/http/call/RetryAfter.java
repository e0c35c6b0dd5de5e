package io.unifiedipc.http.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** How long an answer asks to be left alone: seconds or a date (RFC 9110, section 10.2.3). */
final class RetryAfter {
    private static final String NAME = "Retry-After";
    /** Nobody waits longer for anything. */
    static final Duration MOST = Duration.ofDays(1);

    private RetryAfter() {}

    /** From now on; null where it says nothing, or nothing that can be read. */
    static @Nullable Duration of(Headers headers, Instant now) {
        String text = headers.get(NAME);
        if (text == null) {
            return null;
        }
        if (text.matches("[0-9]+")) {
            return text.length() > 9 ? MOST : within(Duration.ofSeconds(Long.parseLong(text)));
        }
        Date date = headers.getDate(NAME);
        return date == null ? null : within(Duration.between(now, date.toInstant()));
    }

    private static Duration within(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
