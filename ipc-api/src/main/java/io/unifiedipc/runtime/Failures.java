package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.OperationSpec;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What a receiver answers when it can't do what it was asked: the texts that strangers read. */
final class Failures {
    private Failures() {}

    /** What a handler threw, as an answer. The text of a crash stays in this process' log: strangers learn only where it is. */
    static IpcException thrown(Throwable thrown, OperationSpec operation, String id) {
        Throwable cause = printable(unwrap(thrown));
        IpcException refusal = Refusals.encode(cause, operation.refusals());
        if (refusal != null) {
            return refusal;
        }
        if (cause instanceof IpcException own) {
            String text =
                    "the handler of " + operation.name() + " failed, since a call of its own did (" + own.kind() + ")";
            return IpcException.of(Kind.FAILED, Executed.YES, text, own).retryAfter(own.retryAfter());
        }
        String text = "the handler of " + operation.name() + " broke; the receiver's log tells why" + under(id);
        return IpcException.of(Kind.FAILED, Executed.YES, text, cause);
    }

    /** A failure for a person of this side: with its cause, which strangers don't get. */
    static String text(IpcException failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause instanceof IpcException
                ? failure.getMessage()
                : failure.getMessage() + " (" + cause + ")";
    }

    /** What can't even be printed must not break whoever prints it. */
    private static Throwable printable(Throwable thrown) {
        try {
            String unused = thrown.getMessage() + thrown;
            return thrown;
        } catch (RuntimeException e) {
            return new IllegalStateException("a " + thrown.getClass().getName() + " whose text can't be read: "
                    + e.getClass().getName());
        }
    }

    /** A reply that can't be written: the handler's mistake or the codec's, and not the caller's. */
    static IpcException unwritable(Throwable thrown, OperationSpec operation, String id) {
        return thrown instanceof IpcException known && known.kind() != Kind.INVALID
                ? known.executed(Executed.YES)
                : IpcException.of(
                        Kind.FAILED,
                        Executed.YES,
                        "the reply of " + operation.name() + " can't be written; the receiver's log tells why"
                                + under(id),
                        thrown);
    }

    /** A codec that broke, against its rules, before the handler was called. */
    static IpcException unread(Throwable thrown, OperationSpec operation, String id) {
        return IpcException.of(
                Kind.FAILED,
                Executed.NO,
                "what reads " + operation.name() + " broke; the receiver's log tells why" + under(id),
                thrown);
    }

    private static String under(String id) {
        return id.isEmpty() ? "" : ", under message id " + id;
    }

    static Throwable unwrap(Throwable thrown) {
        Throwable at = thrown;
        while ((at instanceof CompletionException || at instanceof ExecutionException) && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    static IpcException unknownOperation(String channel, String operation, Map<String, ?> known) {
        return no(
                Kind.UNSUPPORTED,
                "'" + channel + "' has no operation '" + operation + "' here; it has "
                        + known.keySet().stream().sorted().toList());
    }

    static IpcException invalid(String what) {
        return no(Kind.INVALID, what);
    }

    static IpcException replyChannel(String name) {
        return no(
                Kind.UNSUPPORTED,
                "the receiver has no channel '" + name + "' in its configuration, to which the reply should go");
    }

    static IpcException tooLarge(String channel, String operation, int bytes, int most) {
        return no(
                Kind.TOO_LARGE,
                operation + " on '" + channel + "' has " + bytes + " bytes, over the max-payload of " + most
                        + " of its receiver: raise it on both sides, or send a reference");
    }

    static IpcException late(String operation, String channel) {
        return no(Kind.EXPIRED, operation + " on '" + channel + "' came when its caller's patience had ended");
    }

    static IpcException expired(String operation, String channel, String when) {
        return no(Kind.EXPIRED, operation + " on '" + channel + "' was worth handling until " + when + " only");
    }

    static IpcException overloaded(String channel, int window) {
        return no(
                Kind.OVERLOADED,
                "'" + channel + "' has " + window + " messages unsettled here, its window: try again later");
    }

    static IpcException unknownSender(String channel) {
        return no(Kind.UNAUTHORIZED, "'" + channel + "' demands to know who sends, and nobody has found that out");
    }

    static IpcException forbidden(String channel, String operation) {
        return no(Kind.UNAUTHORIZED, "the sender may not do " + operation + " on '" + channel + "'");
    }

    static IpcException undecided(String channel, String operation, Throwable thrown) {
        return IpcException.of(
                Kind.FAILED,
                Executed.NO,
                "whether the sender may do " + operation + " on '" + channel
                        + "' could not be decided; the receiver's log tells why",
                thrown);
    }

    static IpcException conflict(String operation, String channel) {
        return no(
                Kind.CONFLICT,
                "the idempotency key of " + operation + " on '" + channel
                        + "' came before with another payload: each piece of work has a key of its own");
    }

    static IpcException fenced(String operation, String channel) {
        return no(
                Kind.CANCELLED,
                operation + " on '" + channel
                        + "' is refused, as its sender asked for its outcome and was told that it did not run: send a new"
                        + " one");
    }

    static IpcException storeFull(String channel, String why) {
        return no(Kind.OVERLOADED, "'" + channel + "' can't keep one more outcome: " + why);
    }

    static IpcException storeBroken(Work work, Throwable thrown) {
        return IpcException.of(
                Kind.FAILED,
                Executed.NO,
                "whether " + work.operation().name() + " on '" + work.channel()
                        + "' ran before could not be found out; the receiver's log tells why" + under(work.id()),
                thrown);
    }

    static IpcException outcomeLost(Work work, Throwable thrown) {
        return IpcException.of(
                Kind.FAILED,
                Executed.MAYBE,
                work.operation().name() + " on '" + work.channel()
                        + "' ran, and what became of it could not be kept; the receiver's log tells why"
                        + under(work.id()),
                thrown);
    }

    static IpcException closing(String channel) {
        return no(Kind.CLOSED, "the receiver of '" + channel + "' is closing: another one may be there");
    }

    private static IpcException no(Kind kind, String text) {
        return IpcException.of(kind, Executed.NO, text);
    }
}
