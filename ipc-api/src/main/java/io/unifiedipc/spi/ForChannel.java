package io.unifiedipc.spi;

import io.unifiedipc.Extension;

/**
 * What code gives to a decorator of one channel and no file can say, such as a function. The decorator finds it by
 * {@link DecoratedChannel#added}. The start is refused where there is no such channel, or where it can't have that decorator.
 */
public interface ForChannel extends Extension {
    /** The channel's name in the configuration. */
    String channel();

    /** The decorator's name. */
    String decorator();
}
