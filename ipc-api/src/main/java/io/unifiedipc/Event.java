package io.unifiedipc;

import java.time.Duration;

/**
 * Tells that something happened, to every group that subscribes.
 *
 * @param <P> the payload's type
 */
public final class Event<P> extends Sendable<P> {
    private Event(P payload, Id id, Outgoing how) {
        super(payload, id, how);
    }

    /** An event of this payload, with a new identity. */
    public static <P> Event<P> of(P payload) {
        return new Event<>(payload, Id.next(), Outgoing.USUAL);
    }

    /** The same with a key: those with the same key are handled one after another, in the order in which they were sent. */
    public Event<P> withKey(String key) {
        return new Event<>(payload, id, how.withKey(key));
    }

    /**
     * The same with one more header.
     *
     * @throws IpcException of kind {@link Kind#INVALID} where the name is no token, or one of this library's, or the value has
     *     a control character
     */
    public Event<P> withHeader(String name, String value) {
        return new Event<>(payload, id, how.withHeader(name, value));
    }

    /** The same with another idempotency key than its id: two with the same key are the same piece of work. */
    public Event<P> withIdempotencyKey(String key) {
        return new Event<>(payload, id, how.withIdempotencyKey(key));
    }

    /** The same with another patience than the channel's {@code timeout}. */
    public Event<P> withTimeout(Duration timeout) {
        return new Event<>(payload, id, how.withTimeout(timeout));
    }

    /**
     * The same, not worth handling when it has waited this long in a queue: then it is parked as expired. Without it a stored
     * message waits as long as the broker keeps it.
     */
    public Event<P> withExpiry(Duration expiry) {
        return new Event<>(payload, id, how.withExpiry(expiry));
    }

    /**
     * The same with its whole patience wherever it is sent. Without it what is sent in the handling of a message has at most what
     * is left of that message's deadline: whoever waits for it hears of nothing that comes later.
     */
    public Event<P> detached() {
        return new Event<>(payload, id, how.alone());
    }

    /** The same, whose {@link Channel#gather gathering} is complete with this many answers instead of at the deadline. */
    public Event<P> expecting(int answers) {
        if (answers < 1) {
            throw IpcException.of(
                            Kind.INVALID, Executed.NO, "expecting " + answers + " answers: publish the event instead")
                    .here();
        }
        return new Event<>(payload, id, how.expecting(answers));
    }

    /** How many answers complete its gathering; 0 for all until the deadline. */
    public int expected() {
        return how.expected();
    }
}
