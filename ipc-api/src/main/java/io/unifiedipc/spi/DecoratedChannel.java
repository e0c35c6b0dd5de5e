package io.unifiedipc.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A channel as a decorator needs to know it.
 *
 * @param spec the channel, on the transport that its calls go to
 * @param timeout how long its callers wait, unless a call says otherwise
 * @param forward the headers that its calls take over from the message in whose handling they are made
 * @param credentials the type of what its calls show, such as {@code oauth2}; null for nothing
 * @param blocks the blocks of all decorators that are not switched off, by name; empty ones for those that were not written
 * @param capabilities what the channel can do on that transport
 */
public record DecoratedChannel(
        ChannelSpec spec,
        Duration timeout,
        List<String> forward,
        @Nullable String credentials,
        Map<String, Config> blocks,
        Capabilities capabilities) {
    public DecoratedChannel {
        forward = List.copyOf(forward);
        blocks = Map.copyOf(blocks);
    }

    /** The block of a decorator; empty where it was not written. */
    public Config block(String decorator) {
        return blocks.getOrDefault(decorator, Config.EMPTY);
    }
}
