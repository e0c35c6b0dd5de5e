package io.unifiedipc.spi;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a channel can do on a transport, as data.
 *
 * @param all what it can
 * @param maxHeaderBytes how many bytes of headers a message may have, names and values added up
 */
public record Capabilities(Set<Capability> all, int maxHeaderBytes) {
    public Capabilities {
        all = Set.copyOf(all);
    }

    /** A transport with these. */
    public static Capabilities of(int maxHeaderBytes, Capability first, Capability... more) {
        return new Capabilities(EnumSet.of(first, more), maxHeaderBytes);
    }

    /** Whether it can. */
    public boolean has(Capability capability) {
        return all.contains(capability);
    }
}
