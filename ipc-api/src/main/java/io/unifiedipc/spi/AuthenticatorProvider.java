package io.unifiedipc.spi;

import io.unifiedipc.Extension;

/**
 * One type of {@link Authenticator}, found like a {@link TransportProvider}. A block under {@code ipc.authenticators} names it,
 * and a channel names the block: {@code channels.orders.authenticate: company}.
 */
public interface AuthenticatorProvider extends Extension {
    /** The type's name. */
    String name();

    /** The keys of such a block beside {@code type}. */
    Schema options();

    /** That of one block. Called once, when receiving starts; never waits for a network. */
    Authenticator open(String block, Config options, Context context);
}
