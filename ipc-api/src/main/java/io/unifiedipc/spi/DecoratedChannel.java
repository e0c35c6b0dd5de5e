package io.unifiedipc.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A channel as a decorator needs to know it.
 *
 * @param spec the channel, on the transport that its calls go to
 * @param timeout how long its callers wait, unless a call says otherwise
 * @param forward the headers that its calls take over from the message in whose handling they are made
 * @param codec how its payloads are written
 * @param credentials the type of what its calls show, such as {@code oauth2}; null for nothing
 * @param blocks the blocks of all decorators that are not switched off, by name; empty ones for those that were not written
 * @param written those of them that stand in the configuration, be it without a value
 * @param added what code has added for its decorators
 * @param capabilities what the channel can do on that transport
 */
public record DecoratedChannel(
        ChannelSpec spec,
        Duration timeout,
        List<String> forward,
        String codec,
        @Nullable String credentials,
        Map<String, Config> blocks,
        Set<String> written,
        List<ForChannel> added,
        Capabilities capabilities) {
    public DecoratedChannel {
        forward = List.copyOf(forward);
        blocks = Map.copyOf(blocks);
        written = Set.copyOf(written);
        added = List.copyOf(added);
    }

    /** What code has added of a type, in the order in which it was added. */
    public <T extends ForChannel> List<T> added(Class<T> type) {
        return added.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The block of a decorator; empty where it was not written. */
    public Config block(String decorator) {
        return blocks.getOrDefault(decorator, Config.EMPTY);
    }
}
