package io.unifiedipc;

/** What went wrong, in the same words on every transport. */
public enum Kind {
    /** The deadline passed before an answer came. */
    TIMEOUT(true),
    /** The caller gave up: it cancelled, or its thread was interrupted. */
    CANCELLED(false),
    /** This side, or the other, is closing or closed. */
    CLOSED(false),
    /** A limit was reached: outstanding calls here, or waiting messages there. */
    OVERLOADED(true),
    /** A circuit breaker is open. */
    CIRCUIT_OPEN(true),
    /** The message was too old when its turn came. */
    EXPIRED(false),
    /** No connection could be made. */
    UNREACHABLE(true),
    /** The connection broke during the exchange. */
    CONNECTION_LOST(true),
    /** The transport has no place by that name to put the message. */
    UNROUTABLE(true),
    /** The place exists, but nobody takes messages from it. */
    NOBODY_LISTENING(true),
    /** The handler answered with a refusal: a business decision, carried as data. */
    REFUSED(false),
    /** The handler, or something between, broke. */
    FAILED(true),
    /** The receiver does not know this operation, version, style or content type. */
    UNSUPPORTED(false),
    /** The receiver does not know the caller, or does not allow it this operation. */
    UNAUTHORIZED(false),
    /** Bytes that are not what their content type says, or do not fit the type. */
    UNDECODABLE(false),
    /** Payload or headers are over a limit. */
    TOO_LARGE(false),
    /** An idempotency key was used before with another payload. */
    CONFLICT(false),
    /** The message itself can't be sent as it is, such as a header with a line break. */
    INVALID(false),
    /** Configuration or code of the application asks for something impossible. */
    MISCONFIGURED(false);

    private final boolean passing;

    Kind(boolean passing) {
        this.passing = passing;
    }

    /** Whether the cause may pass by itself, so that the same message may succeed later. {@link IpcException#mayPass} knows more. */
    public boolean mayPass() {
        return passing;
    }
}
