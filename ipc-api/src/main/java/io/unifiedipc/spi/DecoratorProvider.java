package io.unifiedipc.spi;

import io.unifiedipc.Extension;
import org.jspecify.annotations.Nullable;

/** Makes one decorator per channel from its block of the configuration; found like a {@link TransportProvider}. */
public interface DecoratorProvider extends Extension {
    /** The key of its block in a channel's configuration; its place in the stack is the context's list of these words. */
    String name();

    /** The keys of that block. */
    Schema options();

    /** The decorator for a channel, or null where the channel's configuration leaves it out. */
    @Nullable
    Decorator decorator(ChannelSpec channel, Config options, Context context);
}
