package io.unifiedipc.testing;

import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Interaction;
import io.unifiedipc.spi.Style;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One call that was sent, one attempt that was handled, or one message that was parked. Immutable but for the outcome of a call
 * that is still under way; safe for any thread.
 *
 * @param <P> the payload's type
 */
public final class Recorded<P> {
    private final Differs.What what;
    private final String service;
    private final Interaction call;
    private final Envelope envelope;
    private final @Nullable IpcException reason;
    private final Payloads payloads;

    Recorded(Differs.What what, String service, Interaction call, @Nullable IpcException reason, Payloads payloads) {
        this.what = what;
        this.service = service;
        this.call = call;
        this.envelope = call.envelope();
        this.reason = reason;
        this.payloads = payloads;
    }

    /** What of. */
    Differs.What what() {
        return what;
    }

    boolean isOf(Class<?> payload) {
        return call.operation().payload() == payload;
    }

    /** The service that sent or received it. */
    public String service() {
        return service;
    }

    /** The channel's name. */
    public String channel() {
        return call.channel();
    }

    /** The group that received it; empty for a command, and for what was sent. */
    public String group() {
        String group = call.group();
        return group == null ? "" : group;
    }

    /** What it asked for or told, by its logical name. */
    public String operation() {
        String name = envelope.headers().get(HeaderNames.OPERATION);
        return name != null
                ? name
                : envelope.headers().get(HeaderNames.TYPE, call.operation().name());
    }

    /** How it was sent. On the receiving side only whether somebody waits is known: {@code REQUEST} or {@code SEND}. */
    public Style style() {
        return call.style();
    }

    /** The message's id, the same on both sides. */
    public String id() {
        return envelope.headers().get(HeaderNames.ID, "");
    }

    /** All headers, those of this library too. */
    public Headers headers() {
        return envelope.headers();
    }

    /** Which attempt it was, from 1. */
    public int attempt() {
        return call.attempt();
    }

    /**
     * Its payload, decoded now and by the types of the one who sent or received it.
     *
     * @throws AssertionError where it has none, or can't be read
     */
    @SuppressWarnings("unchecked")
    public P payload() {
        return (P) payloads.read(envelope, call.operation().payload(), this);
    }

    /** Whether the outcome is known; always so for what was handled or parked. */
    public boolean isDone() {
        return call.isDone();
    }

    /** The failure with which it ended, or the reason why it was parked; null where it succeeded or is under way. */
    public @Nullable IpcException failure() {
        return reason != null ? reason : call.failure();
    }

    /**
     * The reply, decoded now.
     *
     * @throws AssertionError where there is none, or it can't be read
     */
    @SuppressWarnings("unchecked")
    public <R> R reply(Class<R> type) {
        Envelope reply = call.reply();
        if (reply == null) {
            throw new AssertionError("there is no reply to " + this);
        }
        return (R) payloads.read(reply, type, "the reply to " + this);
    }

    /** How it ended, in a word or two. */
    String outcome() {
        IpcException failure = failure();
        if (failure != null) {
            return failure.kind() + ", executed " + failure.executed();
        }
        return call.isDone() ? "ok" : "under way";
    }

    @Override
    public String toString() {
        String by = group().isEmpty() ? "" : " by '" + group() + "'";
        return operation() + " on '" + channel() + "' "
                + what.name().toLowerCase(Locale.ROOT) + by + " (" + service + ", " + id()
                + ", attempt " + attempt() + "): " + outcome();
    }
}
