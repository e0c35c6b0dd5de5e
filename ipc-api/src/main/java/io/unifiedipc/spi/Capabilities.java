package io.unifiedipc.spi;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a channel can do on a transport, as data.
 *
 * @param all what it can
 * @param maxHeaderBytes how many bytes of headers a message may have, names and values added up
 * @param maxMessageBytes the largest message or reply that the transport itself takes; {@code Integer.MAX_VALUE} where only
 *     the channel's {@code max-payload} is a limit
 * @param latency what stands between the two sides
 * @param leastWindow how many messages a receiver takes at least before they are settled, where its channel says nothing of a
 *     {@code window}; 1 where it should leave what its handlers have no use for to other receivers
 */
public record Capabilities(
        Set<Capability> all, int maxHeaderBytes, int maxMessageBytes, LatencyClass latency, int leastWindow) {
    public Capabilities {
        all = Set.copyOf(all);
        if (maxHeaderBytes < 1 || maxMessageBytes < 1 || leastWindow < 1) {
            throw new IllegalArgumentException("no message has room in " + maxHeaderBytes + " bytes of headers, "
                    + maxMessageBytes + " in all, and a window of " + leastWindow);
        }
    }

    /** A transport with these, over a network, and without a limit of its own on a message's size. */
    public static Capabilities of(int maxHeaderBytes, Capability first, Capability... more) {
        return new Capabilities(EnumSet.of(first, more), maxHeaderBytes, Integer.MAX_VALUE, LatencyClass.NETWORK, 1);
    }

    /** The same with a limit on a message's size. */
    public Capabilities withMaxMessageBytes(int bytes) {
        return new Capabilities(all, maxHeaderBytes, bytes, latency, leastWindow);
    }

    /** The same with something else between the two sides. */
    public Capabilities with(LatencyClass between) {
        return new Capabilities(all, maxHeaderBytes, maxMessageBytes, between, leastWindow);
    }

    /**
     * The same where receivers take so many at least: for a transport that gives each message to one receiver from the beginning,
     * so that taking it early takes it from nobody.
     */
    public Capabilities withLeastWindow(int messages) {
        return new Capabilities(all, maxHeaderBytes, maxMessageBytes, latency, messages);
    }

    /** The same without one. */
    public Capabilities without(Capability capability) {
        EnumSet<Capability> fewer = EnumSet.allOf(Capability.class);
        fewer.retainAll(all);
        fewer.remove(capability);
        return new Capabilities(fewer, maxHeaderBytes, maxMessageBytes, latency, leastWindow);
    }

    /** Whether it can. */
    public boolean has(Capability capability) {
        return all.contains(capability);
    }
}
