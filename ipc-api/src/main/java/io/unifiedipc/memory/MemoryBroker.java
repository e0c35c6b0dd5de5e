package io.unifiedipc.memory;

import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A broker in memory. Found on the class path it is private to its {@code Ipc}; several share one that is added to each:
 *
 * <pre>{@code
 * MemoryBroker broker = new MemoryBroker();
 * Ipc service = Ipc.builder().add(broker).build();
 * Ipc caller = Ipc.builder().add(broker).build();
 * }</pre>
 *
 * <p>What it promises, as a broker does: a message is stored until it is settled, and comes again where its receiver closed
 * without settling it; those of one key stay in order, also across receivers; receivers of one group share its messages. A
 * group exists from its first receiver on, and keeps its messages when its receivers are gone. Nothing outlives the process.
 *
 * <p><b>Overflow.</b> A queue holds as many messages as its {@code queue} option says. One more is refused, kind
 * {@code OVERLOADED}, executed NO; an event that one group has no room for goes to none.
 */
public final class MemoryBroker implements TransportProvider {
    public static final int DEFAULT_QUEUE = 10_000;

    /** How many messages one group's queue holds, and as many its parking place. */
    public static final Option<Integer> QUEUE = Option.number(
                    "queue", 1, 100_000_000, "messages that wait in one queue; one more is refused")
            .otherwise(DEFAULT_QUEUE);

    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final Map<String, Consumer<Envelope>> inboxes = new ConcurrentHashMap<>();
    private final AtomicLong inboxCount = new AtomicLong();

    /** A broker of its own, with nothing in it. */
    public MemoryBroker() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Schema transportOptions() {
        return Schema.of(QUEUE);
    }

    @Override
    public Schema channelOptions() {
        return Schema.of();
    }

    @Override
    public Capabilities capabilities(ChannelSpec channel) {
        return Capabilities.of(
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
                Capability.COMPETING,
                Capability.ABSENCE_KNOWN,
                Capability.PAUSE,
                Capability.DEPTH);
    }

    @Override
    public Transport open(Config options, Context context) {
        return new MemoryTransport(this, options.get(QUEUE), context);
    }

    Place place(String name) {
        return places.computeIfAbsent(name, n -> new Place());
    }

    String openInbox(Consumer<Envelope> replies) {
        String name = "inbox-" + inboxCount.incrementAndGet();
        inboxes.put(name, replies);
        return name;
    }

    void closeInbox(String name) {
        inboxes.remove(name);
    }

    @Nullable
    Consumer<Envelope> inbox(String name) {
        return inboxes.get(name);
    }
}
