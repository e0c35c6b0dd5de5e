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
        Throwable cause = unwrap(thrown);
        IpcException refusal = Refusals.encode(cause, operation.refusals());
        if (refusal != null) {
            return refusal;
        }
        String text = cause instanceof IpcException own
                ? "the handler of " + operation.name() + " failed, since a call of its own did (" + own.kind() + ")"
                : "the handler of " + operation.name() + " broke; the receiver's log tells why, under message id " + id;
        return IpcException.of(Kind.FAILED, Executed.YES, text, cause);
    }

    /** A failure for a person of this side: with its cause, which strangers don't get. */
    static String text(IpcException failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause instanceof IpcException
                ? failure.getMessage()
                : failure.getMessage() + " (" + cause + ")";
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

    static IpcException version(String channel, String asked, String spoken) {
        return no(
                Kind.UNSUPPORTED,
                "'" + channel + "' speaks version " + spoken + " here, and " + asked
                        + " has another major: address that one");
    }

    static IpcException invalid(String what) {
        return no(Kind.INVALID, what);
    }

    static IpcException replyChannel(String name) {
        return no(
                Kind.UNSUPPORTED,
                "the receiver has no channel '" + name + "' in its configuration, to which the reply should go");
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

    static IpcException closing(String channel) {
        return no(Kind.CLOSED, "the receiver of '" + channel + "' is closing: another one may be there");
    }

    private static IpcException no(Kind kind, String text) {
        return IpcException.of(kind, Executed.NO, text);
    }
}
