package io.unifiedipc.memory;

import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.Transport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** One {@code Ipc}'s end of a broker in memory. */
final class MemoryTransport implements Transport {
    private final MemoryBroker broker;
    private final int capacity;
    private final Context context;
    private final List<End> links = new CopyOnWriteArrayList<>();
    private volatile boolean dead;

    MemoryTransport(MemoryBroker broker, int capacity, Context context) {
        this.broker = broker;
        this.capacity = capacity;
        this.context = context;
    }

    MemoryBroker broker() {
        return broker;
    }

    int capacity() {
        return capacity;
    }

    Context context() {
        return context;
    }

    /** Whether its process counts as dead. */
    boolean isDead() {
        return dead;
    }

    @Override
    public Link link(ChannelSpec channel) {
        Profile profile = Profiles.of(channel.options());
        Line line = new Line(this, channel, broker.place(channel.place(), profile));
        if (profile.storage() == Profile.Storage.NONE) {
            DirectLink link = new DirectLink(line);
            links.add(link);
            return link;
        }
        MemoryLink link = new MemoryLink(line);
        links.add(link);
        return link;
    }

    /** Its connections break. */
    void drop() {
        links.forEach(End::drop);
    }

    /** The broker is there again. */
    void back() {
        if (!dead) {
            links.forEach(End::back);
        }
    }

    /** Nothing reaches it any more, and nothing comes from it. */
    void die() {
        dead = true;
        links.forEach(End::die);
    }

    @Override
    public CompletionStage<Void> close() {
        broker.forget(this);
        return CompletableFuture.completedFuture(null); // it has no threads and no connections
    }
}
