package io.unifiedipc.http;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Problem;
import java.util.Map;

/** A request that gets no further than this transport, so that nothing of it was executed. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient IpcException failure;
    final int status;

    private Refusal(Kind kind, int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
        failure = IpcException.reported(
                kind, Executed.NO, detail, new Problem("about:blank", title(status), status, detail, Map.of()));
    }

    static Refusal of(Kind kind, String detail) {
        return new Refusal(kind, Statuses.of(kind), detail);
    }

    static Refusal notFound(String detail) {
        return new Refusal(Kind.UNSUPPORTED, 404, detail);
    }

    static Refusal notAllowed(String method) {
        return new Refusal(Kind.UNSUPPORTED, 405, "'" + method + "' is not allowed here: messages come by POST");
    }

    static Refusal mediaType(String detail) {
        return new Refusal(Kind.UNSUPPORTED, 415, detail);
    }

    static Refusal invalid(String detail) {
        return of(Kind.INVALID, detail);
    }

    static Refusal nobodyListening(String detail) {
        return of(Kind.NOBODY_LISTENING, detail);
    }

    static Refusal closed(String what) {
        return of(Kind.CLOSED, what + " is closing and takes no more messages");
    }

    /** What HTTP itself had against a request: see {@link ErrorAnswers}. */
    static Refusal http(int status, String detail) {
        return new Refusal(Statuses.kind(status), status, detail);
    }

    private static String title(int status) {
        return String.valueOf(org.eclipse.jetty.http.HttpStatus.getMessage(status));
    }
}
