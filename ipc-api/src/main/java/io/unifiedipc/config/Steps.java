package io.unifiedipc.config;

import io.unifiedipc.spi.DecoratedChannel;
import java.util.List;

/**
 * What the runtime says of the way of a channel's messages, for {@code describe} and for the checks; with nothing running. It
 * is asked only about channels whose own values are good.
 */
@FunctionalInterface
public interface Steps {
    /** What a call goes through, outermost first. */
    List<String> calling(ChannelSettings channel, DecoratedChannel seen);

    /** What a message goes through where it is received, outermost first. */
    default List<String> receiving(ChannelSettings channel) {
        return List.of();
    }

    /** All that is wrong with the order of decorators that a channel gives itself. */
    default List<String> againstOrder(ChannelSettings channel, DecoratedChannel seen) {
        return List.of();
    }
}
