package io.unifiedipc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a command and an event have in common on their way out. */
record Outgoing(
        String id,
        Headers headers,
        @Nullable String key,
        @Nullable String idempotencyKey,
        @Nullable Duration timeout,
        @Nullable Duration expiry,
        boolean detached,
        @Nullable Instant made) {
    private static final int MOST_TEXT = 255;
    private static final List<String> OURS = List.of("ce-", "ipc-", "idempotency-key", "content-", "kafka_", "grpc-");

    static Outgoing fresh() {
        return new Outgoing(Ids.next(), Headers.EMPTY, null, null, null, null, false, null);
    }

    Outgoing withHeader(String name, String value) {
        Headers more = headers.with(name, value);
        String lower = name.toLowerCase(Locale.ROOT);
        for (String ours : OURS) {
            if (lower.startsWith(ours)) {
                throw invalid("header '" + lower + "' belongs to the library (" + ours
                        + "): use withKey, withIdempotencyKey, withExpiry, or another name");
            }
        }
        return new Outgoing(id, more, key, idempotencyKey, timeout, expiry, detached, made);
    }

    Outgoing withKey(String value) {
        return new Outgoing(id, headers, text("key", value), idempotencyKey, timeout, expiry, detached, made);
    }

    Outgoing withIdempotencyKey(String value) {
        return new Outgoing(id, headers, key, text("idempotency key", value), timeout, expiry, detached, made);
    }

    Outgoing withTimeout(Duration value) {
        return new Outgoing(id, headers, key, idempotencyKey, positive("timeout", value), expiry, detached, made);
    }

    Outgoing withExpiry(Duration value) {
        return new Outgoing(id, headers, key, idempotencyKey, timeout, positive("expiry", value), detached, made);
    }

    Outgoing alone() {
        return new Outgoing(id, headers, key, idempotencyKey, timeout, expiry, true, made);
    }

    Outgoing madeAt(Instant time) {
        return new Outgoing(id, headers, key, idempotencyKey, timeout, expiry, detached, time);
    }

    /** When it was made: as said, or as its id says where that is its idempotency key too. */
    @Nullable
    Instant madeWhen() {
        return made != null || idempotencyKey != null ? made : Ids.time(id);
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
