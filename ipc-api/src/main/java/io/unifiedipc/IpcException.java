package io.unifiedipc;

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

    private IpcException(
            Kind kind,
            Executed executed,
            String message,
            @Nullable Problem problem,
            @Nullable Throwable cause,
            boolean trace) {
        super(message, cause, true, trace);
        this.text = message;
        this.kind = kind;
        this.executed = executed;
        this.problem = problem;
    }

    /** A failure found on this side. */
    public static IpcException of(Kind kind, Executed executed, String message) {
        return new IpcException(kind, executed, message, null, null, false);
    }

    /** A failure found on this side, with what caused it. */
    public static IpcException of(Kind kind, Executed executed, String message, @Nullable Throwable cause) {
        return new IpcException(kind, executed, message, null, cause, false);
    }

    /** A failure that the other side reported. */
    public static IpcException reported(Kind kind, Executed executed, String message, Problem problem) {
        return new IpcException(kind, executed, message, problem, null, false);
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
        return executed == Executed.NO && kind.mayPass();
    }

    /** The same failure with the stack trace of the calling thread, and this one as its cause. */
    public IpcException here() {
        return new IpcException(kind, executed, text, problem, this, true);
    }

    /** The same failure with another answer to whether the work ran, for a layer that knows better. */
    public IpcException executed(Executed known) {
        return known == executed ? this : new IpcException(kind, known, text, problem, this, false);
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
