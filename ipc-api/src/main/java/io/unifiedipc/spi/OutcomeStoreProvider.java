package io.unifiedipc.spi;

import io.unifiedipc.Extension;

/**
 * One type of {@link OutcomeStore}, found like a {@link TransportProvider}. A block under {@code ipc.outcome-stores} names it, and
 * channels name the block:
 *
 * <pre>{@code
 * ipc:
 *   outcome-stores:
 *     main: {type: memory, keep: 24h}
 *   channels:
 *     orders: {outcomes: main}
 * }</pre>
 */
public interface OutcomeStoreProvider extends Extension {
    /** The type's name. */
    String name();

    /** The keys of such a block beside {@code type}. */
    Schema options();

    /** The store of one block. Called once, when the first channel that names it is made; never waits for a network. */
    OutcomeStore open(String block, Config options, Context context);
}
