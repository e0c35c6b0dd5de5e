package io.unifiedipc.config;

import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.TransportProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a channel on one transport with nothing running.
 *
 * @param refusals why it would not start there
 * @param againstCredentials why it can show none there; null where it can
 * @param againstAuthenticating why nobody can be asked there who calls; null where all can
 */
record Side(
        ChannelSpec channel,
        Capabilities capabilities,
        List<String> refusals,
        @Nullable String againstCredentials,
        @Nullable String againstAuthenticating) {
    static Side of(ChannelSpec channel, TransportProvider transport, List<String> refusals) {
        return new Side(
                channel,
                transport.capabilities(channel),
                refusals,
                transport.againstCredentials(channel),
                transport.againstAuthenticating(channel));
    }

    boolean has(Capability capability) {
        return capabilities.has(capability);
    }
}
