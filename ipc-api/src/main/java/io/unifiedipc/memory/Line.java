package io.unifiedipc.memory;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Envelope;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** What every link in memory has: its way to its place, and the reasons why nothing goes along it. */
final class Line {
    final MemoryTransport transport;
    final MemoryBroker broker;
    final ChannelSpec channel;
    final Place place;
    final Wire wire;
    private volatile boolean closed;

    Line(MemoryTransport transport, ChannelSpec channel, Place place) {
        this.transport = transport;
        this.channel = channel;
        this.place = place;
        broker = transport.broker();
        wire = new Wire(transport.context());
    }

    /** Who its messages are from, by the test's word; null where it has none. */
    @Nullable
    Principal principal() {
        String name = channel.options().find(MemoryBroker.PRINCIPAL);
        return name == null ? null : new Named(name);
    }

    private record Named(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    /** What is on its way arrives, and nothing more goes. */
    void close() {
        wire.flush();
        closed = true;
    }

    /** Why this can't be sent now; null where it can. */
    @Nullable
    IpcException refusal(Envelope envelope) {
        IpcException away = closed ? closed() : unreachable();
        return away == null ? tooLarge(envelope) : away;
    }

    /** Why nothing reaches the other side now; null where it does. */
    @Nullable
    IpcException unreachable() {
        if (transport.isDead()) {
            return broken();
        }
        return broker.isAway() ? no(Kind.UNREACHABLE, "there is no connection for '" + channel.name() + "' now") : null;
    }

    @Nullable
    IpcException tooLarge(Envelope envelope) {
        Profile profile = place.profile;
        if (profile.maxMessageBytes() == Integer.MAX_VALUE) {
            return null;
        }
        long bytes = (long) envelope.body().length
                + (profile.headersCount() ? envelope.headers().weight() : 0);
        return bytes <= profile.maxMessageBytes()
                ? null
                : IpcException.of(
                        Kind.TOO_LARGE,
                        profile.tooLarge(),
                        "a message on '" + channel.name() + "' has " + bytes + " bytes"
                                + (profile.headersCount() ? " with its headers" : "") + ", over the "
                                + profile.maxMessageBytes() + " that " + profile.name()
                                + " takes: send a reference to the data");
    }

    IpcException broken() {
        return IpcException.of(
                Kind.CONNECTION_LOST,
                Executed.MAYBE,
                "the connection of '" + channel.name() + "' broke before an answer");
    }

    IpcException closed() {
        return no(Kind.CLOSED, "'" + channel.name() + "' is closed on this side");
    }

    static IpcException no(Kind kind, String text) {
        return IpcException.of(kind, Executed.NO, text);
    }
}
