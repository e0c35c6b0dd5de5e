package io.unifiedipc.memory;

import io.unifiedipc.Executed;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.LatencyClass;

/**
 * How a channel in memory behaves: as memory itself, or as another transport where they differ.
 *
 * <pre>{@code
 * channels:
 *   orders: {transport: memory, memory: {like: kafka}}
 * }</pre>
 *
 * @param name the transport that it is like
 * @param storage how messages are kept
 * @param capabilities what the channel can do; how large headers and messages may be is among it
 * @param headersCount whether the headers are a part of a message's size
 * @param tooLarge what a message over that limit says of its execution: NO where its sender finds out itself
 * @param partitions of a {@link Storage#LOG}: how many receivers of a group can share it; 1 for others
 */
public record Profile(
        String name,
        Storage storage,
        Capabilities capabilities,
        boolean headersCount,
        Executed tooLarge,
        int partitions) {
    /** How messages are kept. */
    public enum Storage {
        /** Each message by itself: it is handed to whoever has room, and settled alone. */
        QUEUE,
        /**
         * In partitions by key, each read by one receiver of a group at a time; settled is what lies below the lowest unsettled
         * message. Who receives commands begins with the oldest, a new group of events with the first that comes after it.
         */
        LOG,
        /** Not at all: a message goes from its sender's hands into the receiver's, and the answer back. */
        NONE
    }

    /** Memory's own. */
    public static final Profile MEMORY = new Profile(
            "memory",
            Storage.QUEUE,
            Capabilities.of(
                            1 << 20,
                            Capability.REQUEST,
                            Capability.SEND,
                            Capability.PUBLISH,
                            Capability.GATHER,
                            Capability.STORED,
                            Capability.REDELIVERY,
                            Capability.ATTEMPT_COUNT,
                            Capability.PARKING,
                            Capability.KEY_ORDER,
                            Capability.RECEIVER_ORDER,
                            Capability.COMPETING,
                            Capability.ABSENCE_KNOWN,
                            Capability.PAUSE,
                            Capability.DEPTH)
                    .with(LatencyClass.IN_PROCESS),
            false,
            Executed.NO,
            1);

    public Profile {
        if (partitions < 1) {
            throw new IllegalArgumentException("profile '" + name + "' leaves no room: " + partitions + " partitions");
        }
    }

    /** The largest message or reply. */
    public int maxMessageBytes() {
        return capabilities.maxMessageBytes();
    }

    boolean has(Capability capability) {
        return capabilities.has(capability);
    }
}
