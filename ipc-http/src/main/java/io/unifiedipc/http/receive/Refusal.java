package io.unifiedipc.http.receive;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Problem;
import io.unifiedipc.http.wire.Statuses;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that gets no further than this transport. Nothing of it was executed, unless it asks for a result. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient IpcException failure;
    final int status;
    final transient List<Map.Entry<String, String>> headers;

    private Refusal(Kind kind, int status, String detail) {
        this(kind, Executed.NO, status, detail, List.of());
    }

    private Refusal(Kind kind, Executed executed, int status, String detail, List<Map.Entry<String, String>> headers) {
        this(
                IpcException.reported(
                        kind,
                        executed,
                        detail,
                        new Problem("about:blank", Statuses.title(status), status, detail, Map.of())),
                status,
                headers);
    }

    private Refusal(IpcException failure, int status, List<Map.Entry<String, String>> headers) {
        super(failure.text(), null, false, false);
        this.failure = failure;
        this.status = status;
        this.headers = headers;
    }

    static Refusal of(Kind kind, String detail) {
        return new Refusal(kind, Statuses.of(kind), detail);
    }

    /** Nobody knows who calls. A challenge says what to show (RFC 9110, 15.5.2); without one nothing in a header would help. */
    static Refusal unauthenticated(String detail, @Nullable String challenge) {
        return challenge == null
                ? of(Kind.UNAUTHORIZED, detail)
                : new Refusal(
                        Kind.UNAUTHORIZED, Executed.NO, 401, detail, List.of(Map.entry("WWW-Authenticate", challenge)));
    }

    static Refusal notFound(String detail) {
        return new Refusal(Kind.UNSUPPORTED, 404, detail);
    }

    static Refusal notFound(IpcException failure) {
        return new Refusal(failure, 404, List.of());
    }

    /** The path is known, but not with this method. */
    static Refusal notAllowed(String method, String allowed) {
        if (method.equals("OPTIONS")) {
            return new Refusal(Kind.UNSUPPORTED, Executed.NO, 204, "", List.of(Map.entry("Allow", allowed)));
        }
        String detail = "'" + method + "' is not allowed here; allowed is " + allowed;
        return new Refusal(Kind.UNSUPPORTED, Executed.NO, 405, detail, List.of(Map.entry("Allow", allowed)));
    }

    /** A result can only be fetched. Whether what it is the result of was executed, this doesn't say. */
    static Refusal resultNotAllowed(String method) {
        String detail = "'" + method + "' is not allowed for a result; allowed is GET, HEAD";
        return new Refusal(Kind.UNSUPPORTED, Executed.MAYBE, 405, detail, List.of(Map.entry("Allow", "GET, HEAD")));
    }

    /** A result that isn't here. Whether what it would be the result of was executed, nobody knows. */
    static Refusal gone(Kind kind, String detail) {
        int status = kind == Kind.UNROUTABLE ? 404 : Statuses.of(kind);
        return new Refusal(kind, Executed.MAYBE, status, detail, List.of());
    }

    /** The same of somebody who comes back: it says nothing about the work. */
    Refusal ofResult() {
        return new Refusal(failure.kind(), Executed.MAYBE, status, failure.text(), headers);
    }

    static Refusal mediaType(String detail) {
        return new Refusal(Kind.UNSUPPORTED, 415, detail);
    }

    /** Something in the request is not as it must be. */
    public static Refusal invalid(String detail) {
        return of(Kind.INVALID, detail);
    }

    static Refusal nobodyListening(String detail) {
        return of(Kind.NOBODY_LISTENING, detail);
    }

    /** Whatever would have taken it is closing. */
    public static Refusal closed(String what) {
        return of(Kind.CLOSED, what + " is closing and takes no more messages");
    }

    /** What HTTP itself had against a request: see {@code ErrorAnswers}. */
    public static Refusal http(int status, String detail) {
        return new Refusal(Statuses.kind(status), status, detail);
    }
}
