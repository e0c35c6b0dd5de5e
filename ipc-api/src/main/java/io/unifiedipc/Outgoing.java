package io.unifiedipc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an application says of a command or event besides its payload. Mostly nothing, so that they share one.
 *
 * @param expected how many answers complete the gathering of an event; 0 for all until the deadline
 */
record Outgoing(
        Headers headers,
        @Nullable String key,
        @Nullable String idempotencyKey,
        @Nullable Duration timeout,
        @Nullable Duration expiry,
        boolean detached,
        @Nullable Instant made,
        @Nullable String replyTo,
        int expected) {
    /** Nothing. */
    static final Outgoing USUAL = new Outgoing(Headers.EMPTY, null, null, null, null, false, null, null, 0);

    private static final int MOST_TEXT = 255;
    private static final List<String> OURS = List.of("ce-", "ipc-", "idempotency-key", "content-", "kafka_", "grpc-");

    Outgoing withHeader(String name, String value) {
        Headers more = headers.with(name, value);
        String lower = name.toLowerCase(Locale.ROOT);
        for (String ours : OURS) {
            if (lower.startsWith(ours)) {
                throw invalid("header '" + lower + "' belongs to the library (" + ours
                        + "): use withKey, withIdempotencyKey, withExpiry, or another name");
            }
        }
        return new Outgoing(more, key, idempotencyKey, timeout, expiry, detached, made, replyTo, expected);
    }

    Outgoing withKey(String value) {
        return new Outgoing(
                headers, text("key", value), idempotencyKey, timeout, expiry, detached, made, replyTo, expected);
    }

    Outgoing withIdempotencyKey(String value) {
        return new Outgoing(
                headers, key, text("idempotency key", value), timeout, expiry, detached, made, replyTo, expected);
    }

    Outgoing withTimeout(Duration value) {
        return new Outgoing(
                headers, key, idempotencyKey, positive("timeout", value), expiry, detached, made, replyTo, expected);
    }

    Outgoing withExpiry(Duration value) {
        return new Outgoing(
                headers, key, idempotencyKey, timeout, positive("expiry", value), detached, made, replyTo, expected);
    }

    Outgoing alone() {
        return new Outgoing(headers, key, idempotencyKey, timeout, expiry, true, made, replyTo, expected);
    }

    Outgoing madeAt(Instant time) {
        return new Outgoing(headers, key, idempotencyKey, timeout, expiry, detached, time, replyTo, expected);
    }

    Outgoing withReplyTo(String channel) {
        return new Outgoing(headers, key, idempotencyKey, timeout, expiry, detached, made, channel, expected);
    }

    Outgoing expecting(int answers) {
        return new Outgoing(headers, key, idempotencyKey, timeout, expiry, detached, made, replyTo, answers);
    }

    private static String text(String what, String value) {
        Headers.EMPTY.with(what.replace(' ', '-'), value); // the same rule as for a header, where it travels
        if (value.isEmpty() || value.length() > MOST_TEXT) {
            throw invalid("the " + what + " of a message has 1 to " + MOST_TEXT + " characters, this one has "
                    + value.length() + ": use a hash of it");
        }
        return value;
    }

    private static Duration positive(String what, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0) {
            throw invalid(
                    "a " + what + " of " + value + " is less than a millisecond: leave it out for the channel's own");
        }
        return value;
    }

    private static IpcException invalid(String text) {
        return IpcException.of(Kind.INVALID, Executed.NO, text).here();
    }
}
