package io.unifiedipc.spi;

import io.unifiedipc.ChannelKind;

/**
 * A channel as a transport needs to know it.
 *
 * @param name its name in the configuration
 * @param kind what goes through it
 * @param version the semantic version of its contract; the major is part of its address
 * @param maxPayload bytes of one payload, in both directions
 * @param options this transport's block of the channel's configuration
 */
public record ChannelSpec(String name, ChannelKind kind, String version, int maxPayload, Config options) {
    /** The part of the version that is part of the address. */
    public int major() {
        return Version.majorOf(version);
    }

    /** The name of the channel's place on a broker: {@code orders}, and {@code orders.v2} for any major but the first. */
    public String place() {
        return major() == 1 ? name : name + ".v" + major();
    }
}
