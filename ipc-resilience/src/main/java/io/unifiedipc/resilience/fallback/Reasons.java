package io.unifiedipc.resilience.fallback;

import io.unifiedipc.Kind;

/** Which failures a fallback replaces: those that tell nothing of the answer. The one place that says it. */
final class Reasons {
    private Reasons() {}

    static boolean covers(Kind kind) {
        return switch (kind) {
            // The receiver is not asked at all: a breaker here, or a limit here or there.
            case CIRCUIT_OPEN, OVERLOADED -> true;
            // It is away, or on its way out.
            case UNREACHABLE, CONNECTION_LOST, UNROUTABLE, NOBODY_LISTENING, CLOSED -> true;
            // It is too slow: silent until now, or it came to the message when it was too old.
            case TIMEOUT, EXPIRED -> true;
            // The caller doesn't want an answer any more.
            case CANCELLED -> false;
            // It has answered: another answer would hide what it decided, or that it is broken.
            case REFUSED, FAILED, CONFLICT -> false;
            // Who asks is not known or not allowed, now: what was allowed before must not be shown.
            case UNAUTHORIZED -> false;
            // Somebody has to change code or configuration, and should hear of it.
            case UNSUPPORTED, UNDECODABLE, TOO_LARGE, INVALID, MISCONFIGURED -> false;
        };
    }
}
