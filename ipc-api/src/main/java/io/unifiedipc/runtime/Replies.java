package io.unifiedipc.runtime;

import io.unifiedipc.Command;
import io.unifiedipc.IpcException;
import io.unifiedipc.Problem;
import io.unifiedipc.spi.Problems;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends replies that go as messages of their own, to channels of this receiver's configuration. */
final class Replies {
    private static final int LONGEST_ID = 200;

    private final Function<String, @Nullable Outbound> channels;
    private final Operations operations;

    Replies(Function<String, @Nullable Outbound> channels, Operations operations) {
        this.channels = channels;
        this.operations = operations;
    }

    boolean knows(String channel) {
        return channels.apply(channel) != null;
    }

    /** The message that a success becomes. */
    static Command<?> success(Object value, String answers) {
        return sameWork(Command.of(value), answers);
    }

    /** The message that a failure becomes: a {@link Problem}. */
    static Command<?> failure(IpcException failure, String answers) {
        return sameWork(Command.of(Problems.read(Problems.encode(failure).body())), answers);
    }

    /** A receiver that dies between reply and acknowledgement answers twice; by this key the second is known as the same. */
    private static Command<?> sameWork(Command<?> reply, String answers) {
        return answers.isEmpty() || answers.length() > LONGEST_ID
                ? reply
                : reply.withIdempotencyKey("reply-to-" + answers);
    }

    CompletableFuture<@Nullable Void> send(String channel, Command<?> reply, String answers) {
        Outbound outbound = channels.apply(channel);
        if (outbound == null) {
            return CompletableFuture.failedFuture(Failures.replyChannel(channel));
        }
        try {
            return outbound.answer(operations.of(reply.payload().getClass()), reply, answers);
        } catch (IpcException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
