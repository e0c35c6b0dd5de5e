package io.unifiedipc.spi;

/**
 * Where replies go, in a transport's own terms. Opaque to everybody else.
 *
 * @param name a queue, a topic, an inbox
 * @param detail more, where the transport needs it (a partition); empty otherwise, never parsed by others
 */
@SuppressWarnings("ArrayRecordComponent") // copied for nobody: whoever gets it must not write to it
public record Address(String name, byte[] detail) {
    private static final byte[] NONE = {};

    /** An address that is a name alone. */
    public static Address of(String name) {
        return new Address(name, NONE);
    }
}
