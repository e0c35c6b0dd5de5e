package io.unifiedipc;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks one receiver to do something. Sending the same object again is the same piece of work again: it keeps its id.
 *
 * @param <P> the payload's type
 */
public final class Command<P> extends Sendable<P> {
    private final @Nullable String replyTo;

    private Command(P payload, Outgoing how, @Nullable String replyTo) {
        super(payload, how);
        this.replyTo = replyTo;
    }

    /** A command of this payload, with a new identity. */
    public static <P> Command<P> of(P payload) {
        return new Command<>(payload, Outgoing.fresh(), null);
    }

    /** The same with a key: those with the same key are handled one after another, in the order in which they were sent. */
    public Command<P> withKey(String key) {
        return new Command<>(payload, how.withKey(key), replyTo);
    }

    /**
     * The same with one more header.
     *
     * @throws IpcException of kind {@link Kind#INVALID} where the name is no token, or one of this library's, or the value has
     *     a control character
     */
    public Command<P> withHeader(String name, String value) {
        return new Command<>(payload, how.withHeader(name, value), replyTo);
    }

    /** The same with another idempotency key than its id: two with the same key are the same piece of work. */
    public Command<P> withIdempotencyKey(String key) {
        return new Command<>(payload, how.withIdempotencyKey(key), replyTo);
    }

    /**
     * The same, first made then: for {@link Ipc#outcome}, where a command that was sent earlier is made again. Without it the time
     * in its id counts, as long as its idempotency key is its id.
     */
    public Command<P> madeAt(Instant time) {
        return new Command<>(payload, how.madeAt(time), replyTo);
    }

    /** The same with another patience than the channel's {@code timeout}. */
    public Command<P> withTimeout(Duration timeout) {
        return new Command<>(payload, how.withTimeout(timeout), replyTo);
    }

    /**
     * The same, not worth handling when it has waited this long in a queue: then it is parked as expired. Without it a stored
     * message waits as long as the broker keeps it.
     */
    public Command<P> withExpiry(Duration expiry) {
        return new Command<>(payload, how.withExpiry(expiry), replyTo);
    }

    /**
     * The same with its whole patience wherever it is sent. Without it what is sent in the handling of a message has at most what
     * is left of that message's deadline: whoever waits for it hears of nothing that comes later.
     */
    public Command<P> detached() {
        return new Command<>(payload, how.alone(), replyTo);
    }

    /**
     * The same, whose reply goes as a message of its own to a channel <em>of the receiver's configuration</em> by this name,
     * where a handler takes it. It survives the caller's restart. For {@link Channel#send} alone.
     */
    public Command<P> withReplyTo(String channel) {
        return new Command<>(payload, how, channel);
    }

    /** When it was made, by this machine's clock; null for one with an idempotency key of its own that does not say. */
    public @Nullable Instant made() {
        return how.madeWhen();
    }

    /** The channel to which the reply goes, or null. */
    public @Nullable String replyTo() {
        return replyTo;
    }
}
