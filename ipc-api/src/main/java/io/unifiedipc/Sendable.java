package io.unifiedipc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a command and an event tell of themselves. */
abstract sealed class Sendable<P> implements Message<P> permits Command, Event {
    final P payload;
    final Id id;
    final Outgoing how;

    Sendable(P payload, Id id, Outgoing how) {
        this.payload = payload;
        this.id = id;
        this.how = how;
    }

    @Override
    public P payload() {
        return payload;
    }

    @Override
    public Headers headers() {
        return how.headers();
    }

    @Override
    public String id() {
        return id.toString();
    }

    @Override
    public @Nullable String key() {
        return how.key();
    }

    /** What makes two of them the same piece of work: the id unless set otherwise. */
    public String idempotencyKey() {
        String key = how.idempotencyKey();
        return key == null ? id() : key;
    }

    /** Its own patience, or null for the channel's. */
    public @Nullable Duration timeout() {
        return how.timeout();
    }

    /** How long it may wait in a queue, or null for as long as the queue keeps it. */
    public @Nullable Duration expiry() {
        return how.expiry();
    }

    /** Whether it has its whole patience also where it is sent in the handling of a message. */
    public boolean isDetached() {
        return how.detached();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + id + ", " + payload.getClass().getSimpleName() + "]";
    }
}
