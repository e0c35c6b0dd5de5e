package io.unifiedipc.http.wire;

import io.unifiedipc.Executed;
import io.unifiedipc.Kind;
import org.eclipse.jetty.http.HttpStatus;

/** Failures as HTTP statuses and back. What a Unified IPC receiver says in its headers counts more than the status. */
public final class Statuses {
    private Statuses() {}

    /** The status of our own answer. */
    public static int of(Kind kind) {
        return switch (kind) {
            case INVALID, UNDECODABLE -> 400;
            case UNAUTHORIZED -> 403;
            case UNSUPPORTED -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case REFUSED -> 422;
            case CANCELLED -> 499;
            case FAILED, MISCONFIGURED -> 500;
            case UNREACHABLE, CONNECTION_LOST, UNROUTABLE, NOBODY_LISTENING -> 502;
            case CLOSED, OVERLOADED, CIRCUIT_OPEN -> 503;
            case TIMEOUT, EXPIRED -> 504;
        };
    }

    /** What the status of a stranger means: a proxy, or a server that isn't ours. */
    public static Kind kind(int status) {
        return switch (status) {
            case 400 -> Kind.INVALID;
            case 401, 403, 407 -> Kind.UNAUTHORIZED;
            case 404, 410, 421 -> Kind.UNROUTABLE;
            case 405, 415, 501, 505 -> Kind.UNSUPPORTED;
            case 408, 504 -> Kind.TIMEOUT;
            case 409 -> Kind.CONFLICT;
            case 413, 414, 431 -> Kind.TOO_LARGE;
            case 429, 503 -> Kind.OVERLOADED;
            default -> status / 100 == 3 && status != 304 ? Kind.UNROUTABLE : Kind.FAILED;
        };
    }

    /** Whether a stranger with that status can have let the message through. Any status can come from behind a handler. */
    public static Executed executed(int status) {
        return switch (status) {
            case 401, 403, 405, 413, 415, 429 -> Executed.NO;
            default -> Executed.MAYBE;
        };
    }

    /** The reason phrase of a status, for the title of a problem. */
    public static String title(int status) {
        HttpStatus.Code code = HttpStatus.getCode(status);
        return code == null ? "no known status" : code.getMessage();
    }
}
