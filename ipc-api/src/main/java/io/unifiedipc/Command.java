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
    private Command(P payload, Id id, Outgoing how) {
        super(payload, id, how);
    }

    /** A command of this payload, with a new identity. */
    public static <P> Command<P> of(P payload) {
        return new Command<>(payload, Id.next(), Outgoing.USUAL);
    }

    /** The same with a key: those with the same key are handled one after another, in the order in which they were sent. */
    public Command<P> withKey(String key) {
        return new Command<>(payload, id, how.withKey(key));
    }

    /**
     * The same with one more header.
     *
     * @throws IpcException of kind {@link Kind#INVALID} where the name is no token, or one of this library's, or the value has
     *     a control character
     */
    public Command<P> withHeader(String name, String value) {
        return new Command<>(payload, id, how.withHeader(name, value));
    }

    /** The same with another idempotency key than its id: two with the same key are the same piece of work. */
    public Command<P> withIdempotencyKey(String key) {
        return new Command<>(payload, id, how.withIdempotencyKey(key));
    }

    /**
     * The same, first made then: for {@link Ipc#outcome}, where a command that was sent earlier is made again. Without it the time
     * in its id counts, as long as its idempotency key is its id.
     */
    public Command<P> madeAt(Instant time) {
        return new Command<>(payload, id, how.madeAt(time));
    }

    /** The same with another patience than the channel's {@code timeout}. */
    public Command<P> withTimeout(Duration timeout) {
        return new Command<>(payload, id, how.withTimeout(timeout));
    }

    /**
     * The same, not worth handling when it has waited this long in a queue: then it is parked as expired. Without it a stored
     * message waits as long as the broker keeps it.
     */
    public Command<P> withExpiry(Duration expiry) {
        return new Command<>(payload, id, how.withExpiry(expiry));
    }

    /**
     * The same with its whole patience wherever it is sent. Without it what is sent in the handling of a message has at most what
     * is left of that message's deadline: whoever waits for it hears of nothing that comes later.
     */
    public Command<P> detached() {
        return new Command<>(payload, id, how.alone());
    }

    /**
     * The same, whose reply goes as a message of its own to a channel <em>of the receiver's configuration</em> by this name,
     * where a handler takes it. It survives the caller's restart. For {@link Channel#send} alone.
     */
    public Command<P> withReplyTo(String channel) {
        return new Command<>(payload, id, how.withReplyTo(channel));
    }

    /** When it was made, by this machine's clock; null for one with an idempotency key of its own that does not say. */
    public @Nullable Instant made() {
        Instant said = how.made();
        return said != null || how.idempotencyKey() != null ? said : id.time();
    }

    /** The channel to which the reply goes, or null. */
    public @Nullable String replyTo() {
        return how.replyTo();
    }
}
