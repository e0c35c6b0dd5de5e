package io.unifiedipc.config;

import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.TransportProvider;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a channel can do on a transport, where enough of it is good to ask. */
final class CapabilitiesOf {
    private CapabilitiesOf() {}

    static @Nullable Capabilities find(Grammar grammar, Draft.Channel channel, String transport, Problems problems) {
        TransportProvider provider = grammar.transports().get(transport);
        Values block = channel.blocks().get(transport);
        if (provider == null || unreadable(channel) || (block != null && block.hasBad())) {
            return null;
        }
        try {
            return Objects.requireNonNull(
                    provider.capabilities(spec(channel.settings(), transport)), "it returned null");
        } catch (RuntimeException e) {
            problems.add(
                    channel.at(),
                    "transport '" + transport + "' can't say what channel '" + channel.name() + "' can do on it: " + e);
            return null;
        }
    }

    /** Whether too little of it is good to make its description for a transport. */
    static boolean unreadable(Draft.Channel channel) {
        Values own = channel.own();
        return own.isBad(ChannelOptions.KIND)
                || own.isBad(ChannelOptions.VERSION_OF)
                || own.isBad(ChannelOptions.MAX_PAYLOAD);
    }

    static ChannelSpec spec(ChannelSettings settings, String transport) {
        return settings.spec(settings.own().get(ChannelOptions.VERSION_OF), transport);
    }
}
