package io.unifiedipc.spi;

import io.unifiedipc.Extension;
import org.jspecify.annotations.Nullable;

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

    /** Whether the calls of a channel as configured have a choice of endpoints: what {@link Link.ToEndpoints} will tell. */
    default boolean choosesEndpoint(ChannelSpec channel) {
        return false;
    }

    /**
     * What speaks against showing a credential on a channel as configured, such as a way that others can listen on. The start is
     * refused with it. Null where nothing does.
     */
    default @Nullable String againstCredentials(ChannelSpec channel) {
        return "it can't show credentials";
    }

    /**
     * Why nobody can be asked who calls on a channel as configured. The start is refused with it where the channel
     * authenticates. Null where {@link Delivery#principal()} tells.
     */
    default @Nullable String againstAuthenticating(ChannelSpec channel) {
        return "it can't tell who calls";
    }

    /** Starts the transport. It never waits for a network: what can't be reached yet is bound when it can. */
    Transport open(Config options, Context context);
}
