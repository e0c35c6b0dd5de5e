package io.unifiedipc.runtime;

import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Outcome;
import io.unifiedipc.spi.Envelope;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The asking side of an {@link OutcomeQuery}: whatever happens to the query, its answer is an {@link Outcome}. */
final class OutcomeCall {
    private OutcomeCall() {}

    /** Asks on a channel what became of a command of this operation. */
    static <R> CompletableFuture<Outcome<R>> ask(
            Outbound outbound, String channel, String operation, Command<?> command, Class<R> reply) {
        Instant made = command.made();
        if (made == null) {
            throw IpcException.of(
                            Kind.INVALID,
                            Executed.NO,
                            "a command with an idempotency key of its own must say when it was first made, to learn what"
                                    + " became of it on '" + channel + "': use madeAt")
                    .here();
        }
        CompletableFuture<Outcome<R>> answer =
                outbound.outcome(about(command), operation, made, done -> read(outbound, done.reply(), channel, reply));
        CompletableFuture<Outcome<R>> outcome = answer.exceptionally(failure -> unknown(failure, channel));
        var unused = outcome.whenComplete((got, failure) -> {
            if (outcome.isCancelled()) {
                answer.cancel(true);
            }
        });
        return outcome;
    }

    /** Where the command goes, the query goes; after it, where both have an order. */
    private static Command<?> about(Command<?> command) {
        Command<?> query = Command.of(Contracts.NOTHING).withIdempotencyKey(command.idempotencyKey());
        String key = command.key() == null ? Keys.of(command.payload()) : command.key();
        query = key == null ? query : query.withKey(key);
        return command.timeout() == null ? query : query.withTimeout(command.timeout());
    }

    private static <R> Outcome<R> read(Outbound outbound, @Nullable Envelope reply, String channel, Class<R> type) {
        Envelope answer = reply == null ? Envelope.EMPTY : reply;
        Executed executed = OutcomeQuery.executed(answer);
        IpcException failure = OutcomeQuery.failure(answer, channel);
        if (failure != null) {
            return new Outcome<>(executed, null, failure);
        }
        try {
            Object payload = outbound.reader().read(answer, OutcomeQuery.OPERATION, type);
            return new Outcome<>(executed, new Document<>(ReplyReader.as(type, payload), answer.headers()), null);
        } catch (IpcException e) {
            return new Outcome<>(executed, null, e.executed(executed));
        }
    }

    private static <R> Outcome<R> unknown(Throwable failure, String channel) {
        Throwable cause = Failures.unwrap(failure);
        IpcException known = cause instanceof IpcException own
                ? own
                : IpcException.of(
                        Kind.FAILED, Executed.MAYBE, "asking '" + channel + "' for an outcome broke: " + cause, cause);
        return new Outcome<>(Executed.MAYBE, null, known.executed(Executed.MAYBE));
    }
}
