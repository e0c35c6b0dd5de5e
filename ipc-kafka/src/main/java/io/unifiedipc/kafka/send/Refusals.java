package io.unifiedipc.kafka.send;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** What the driver's failures mean to a sender. */
final class Refusals {
    private Refusals() {}

    /**
     * What became of a record. Once the driver has buffered it, only an answer that no later attempt can change is a NO.
     *
     * @param buffered whether the driver had it
     */
    static IpcException of(Exception failure, String topic, boolean buffered) {
        if (failure instanceof RecordTooLargeException) {
            return failed(
                    Kind.TOO_LARGE,
                    Executed.NO,
                    "a message for topic '" + topic + "' is too large: " + failure.getMessage()
                            + ": raise the topic's max.message.bytes",
                    failure);
        }
        if (failure instanceof AuthorizationException || failure instanceof AuthenticationException) {
            return failed(
                    Kind.UNAUTHORIZED,
                    // A connection that is not let in again says nothing of what went through the last one.
                    buffered && failure instanceof AuthenticationException ? Executed.MAYBE : Executed.NO,
                    "topic '" + topic + "' takes nothing from this side: " + failure.getMessage(),
                    failure);
        }
        if (failure instanceof InvalidTopicException) {
            return failed(
                    Kind.MISCONFIGURED,
                    Executed.NO,
                    "'" + topic + "' can't be a topic: " + failure.getMessage(),
                    failure);
        }
        return failed(
                Kind.CONNECTION_LOST,
                buffered ? Executed.MAYBE : Executed.NO,
                "the broker has not confirmed a message for topic '" + topic + "': " + failure.getMessage(),
                failure);
    }

    private static IpcException failed(Kind kind, Executed executed, String message, Exception cause) {
        return IpcException.of(kind, executed, message, cause);
    }
}
