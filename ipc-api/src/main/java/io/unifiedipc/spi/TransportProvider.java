package io.unifiedipc.spi;

import io.unifiedipc.Extension;

/**
 * The door to a transport, found by {@link java.util.ServiceLoader} on the class path or added to the builder. Everything
 * but {@link #open} works with nothing running: describing and checking a configuration needs no network.
 */
public interface TransportProvider extends Extension {
    /** The word that names it in the configuration. Two providers with one name stop the start. */
    String name();

    /** The keys under {@code ipc.transports.<name>}. */
    Schema transportOptions();

    /** The keys under {@code ipc.channels.<channel>.<name>}. */
    Schema channelOptions();

    /** What a channel can do on this transport, as configured. Nothing else decides that. */
    Capabilities capabilities(ChannelSpec channel);

    /** Starts the transport. It never waits for a network: what can't be reached yet is bound when it can. */
    Transport open(Config options, Context context);
}
