package io.unifiedipc.spi;

import io.unifiedipc.Extension;
import java.util.function.BiConsumer;

/** Makes one decorator per channel from its block of the configuration; found like a {@link TransportProvider}. */
public interface DecoratorProvider extends Extension {
    /** The key of its block in a channel's configuration; its place in the stack is the runtime's list of these words. */
    String name();

    /** The keys of that block. */
    Schema options();

    /**
     * Whether a channel has it. Asked also where its block was not written, and not where the configuration says
     * {@code <name>: off}. What a channel doesn't have costs its calls nothing.
     */
    default boolean applies(DecoratedChannel channel, Config options) {
        return true;
    }

    /** Tells what is wrong with values that are good by themselves, in this channel; the start is refused with all of it. */
    default void check(DecoratedChannel channel, Config options, BiConsumer<Option<?>, String> wrong) {}

    /** How the stack shows it: its name, and in brackets what matters most. */
    default String step(Config options) {
        return name();
    }

    /** The decorator for a channel that it applies to. */
    Decorator decorator(DecoratedChannel channel, Config options, Context context);
}
