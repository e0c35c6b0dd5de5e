package io.unifiedipc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one failure of this library. It says what went wrong ({@link #kind()}), whether the work ran ({@link #executed()})
 * and, where the other side answered, what it said ({@link #problem()}). The message names the channel, the value and the
 * way out.
 *
 * <pre>{@code
 * try {
 *     orders.call(command, OrderPlaced.class);
 * } catch (IpcException e) {
 *     if (e.executed() == Executed.NO) tryLater(command);     // safe: it never ran
 *     else ask(command.id());                                  // it may have run
 * }
 * }</pre>
 *
 * <p>Immutable. Failures are made without a stack trace, since most are made on a driver's thread where a trace tells
 * nothing; {@link #here()} adds the caller's.
 */
public final class IpcException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String text;
    private final Kind kind;
    private final Executed executed;
    private final transient @Nullable Problem problem;
    private final @Nullable Duration retryAfter;

    private IpcException(
            Kind kind,
            Executed executed,
            String message,
            @Nullable Problem problem,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause,
            boolean trace) {
        super(message, cause, true, trace);
        this.text = message;
        this.kind = kind;
        this.executed = executed;
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** A failure found on this side. */
    public static IpcException of(Kind kind, Executed executed, String message) {
        return new IpcException(kind, executed, message, null, null, null, false);
    }

    /** A failure found on this side, with what caused it. */
    public static IpcException of(Kind kind, Executed executed, String message, @Nullable Throwable cause) {
        return new IpcException(kind, executed, message, null, null, cause, false);
    }

    /** A failure that the other side reported. */
    public static IpcException reported(Kind kind, Executed executed, String message, Problem problem) {
        return new IpcException(kind, executed, message, problem, null, null, false);
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** Whether the work ran. */
    public Executed executed() {
        return executed;
    }

    /** What the other side said, or null where it said nothing. */
    public @Nullable Problem problem() {
        return problem;
    }

    /**
     * Whether sending the same message again may help <em>and</em> is safe whatever the operation: the cause may pass, and
     * nothing ran. Where {@link #executed()} is {@link Executed#MAYBE}, only the operation's nature can tell.
     */
    public boolean retrySafe() {
        return executed == Executed.NO && mayPass();
    }

    /**
     * Whether the cause may pass by itself, so that the same message may succeed later: by its {@link Kind#mayPass kind}, or as the
     * other side is {@link Kind#CLOSED closing}, and another receiver may be there or come in its place.
     */
    public boolean mayPass() {
        return kind.mayPass() || (kind == Kind.CLOSED && problem != null);
    }

    /** The same failure with the stack trace of the calling thread, and this one as its cause. */
    public IpcException here() {
        return new IpcException(kind, executed, text, problem, retryAfter, this, true);
    }

    /** The same failure with another answer to whether the work ran, for a layer that knows better. */
    public IpcException executed(Executed known) {
        return known == executed ? this : new IpcException(kind, known, text, problem, retryAfter, this, false);
    }

    /**
     * How long the other side asked to be left alone, from when its answer came, or null where it said nothing: over HTTP the
     * header {@code Retry-After} (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110</a>). It is no
     * promise that the same message is safe to send again: {@link #retrySafe()} and the operation's nature tell that.
     */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The same failure, of one who asked to be left alone so long; null for one who didn't say. */
    public IpcException retryAfter(@Nullable Duration wait) {
        return wait == null ? this : new IpcException(kind, executed, text, problem, wait, getCause(), false);
    }

    /** The same failure with more text, for a layer that knows more. */
    public IpcException saying(String more) {
        return new IpcException(kind, executed, text + more, problem, retryAfter, getCause(), false);
    }

    /** The text, with kind and executed before it: {@code TIMEOUT, executed MAYBE: 'orders' gave no answer ...}. */
    @Override
    public String getMessage() {
        return kind + ", executed " + executed + ": " + text;
    }

    /** The text alone. */
    public String text() {
        return text;
    }
}
