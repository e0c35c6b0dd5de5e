package io.unifiedipc.runtime;

import io.unifiedipc.Command;
import io.unifiedipc.IpcException;
import io.unifiedipc.Problem;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
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

    /** A reply that is kept, with the name under which {@link #sendKept} sends it. */
    Envelope named(Envelope reply, Object value) {
        return reply.withHeaders(reply.headers()
                .plus(HeaderNames.TYPE, operations.of(value.getClass()).name()));
    }

    CompletableFuture<@Nullable Void> send(String channel, Command<?> reply, String answers) {
        return through(
                channel,
                outbound -> outbound.answer(operations.of(reply.payload().getClass()), reply, answers));
    }

    /** Sends what was kept of an earlier answer, as the same message. */
    CompletableFuture<@Nullable Void> sendKept(String channel, Envelope reply, String answers) {
        if (Problems.isFailure(reply)) {
            return send(channel, failure(Problems.decode(channel, reply), answers), answers);
        }
        String name = reply.headers().get(HeaderNames.TYPE);
        return name == null
                ? CompletableFuture.completedFuture(null) // it had none, or the first was answered another way
                : through(
                        channel,
                        outbound -> outbound.answerAgain(
                                name, reply, sameWork(Command.of(reply.body()), answers), answers));
    }

    private CompletableFuture<@Nullable Void> through(
            String channel, Function<Outbound, CompletableFuture<@Nullable Void>> how) {
        Outbound outbound = channels.apply(channel);
        if (outbound == null) {
            return CompletableFuture.failedFuture(Failures.replyChannel(channel));
        }
        try {
            return how.apply(outbound);
        } catch (IpcException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
