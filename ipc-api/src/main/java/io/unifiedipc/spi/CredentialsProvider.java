package io.unifiedipc.spi;

import io.unifiedipc.Extension;

/**
 * One type of credentials, found like a {@link TransportProvider}. A block under {@code ipc.credentials} names it:
 *
 * <pre>{@code
 * ipc:
 *   credentials:
 *     shop: {type: vault, role: checkout}
 *   channels:
 *     orders: {credentials: shop}
 * }</pre>
 */
public interface CredentialsProvider extends Extension {
    /** The type's name. */
    String name();

    /** The keys of such a block beside {@code type}. */
    Schema options();

    /** Those of one block. Called once, on first need; never waits for a network. */
    Credentials open(String block, Config options, Context context);
}
