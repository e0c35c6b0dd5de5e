package io.unifiedipc.memory;

import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One {@code Ipc}'s end of a broker in memory. */
final class MemoryTransport implements Transport {
    private final MemoryBroker broker;
    private final int capacity;
    private final Context context;

    MemoryTransport(MemoryBroker broker, int capacity, Context context) {
        this.broker = broker;
        this.capacity = capacity;
        this.context = context;
    }

    @Override
    public Link link(ChannelSpec channel) {
        return new MemoryLink(broker, capacity, channel, context);
    }

    @Override
    public CompletionStage<Void> close() {
        return CompletableFuture.completedFuture(null); // it has no threads and no connections
    }
}
