package io.unifiedipc.memory;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.BrokerLink;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
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
 * <p><b>Another transport's ways.</b> A channel with {@code memory: {like: kafka}} has that transport's {@link Profile}, where
 * one is on the class path: {@code ipc-testing} brings those of this library's transports.
 *
 * <p><b>Breaking it.</b> A test can {@linkplain #restart() restart} it, {@linkplain #stop() take it away},
 * {@linkplain #kill kill} a service, and let {@link Faults} happen. Any thread may do so; what hears of the loss is called on it.
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

    /** Who messages are from, for tests. */
    public static final Option<String> PRINCIPAL = Option.text(
            "principal", "who all its messages are from, where the channel authenticates or authorizes: for tests");

    private final Faults faults;
    private final Map<String, Place> places = new ConcurrentSkipListMap<>();
    private final List<MemoryTransport> transports = new CopyOnWriteArrayList<>();
    private final Map<String, BrokerLink.Replies> inboxes = new ConcurrentHashMap<>();
    private final AtomicLong inboxCount = new AtomicLong();
    /** Messages that went to a receiver without being stored, or were held up on their way. */
    private final AtomicLong begun = new AtomicLong();

    private final AtomicLong ended = new AtomicLong();
    private volatile boolean away;

    /** A broker of its own, with nothing in it, where nothing goes wrong. */
    public MemoryBroker() {
        this(Faults.NONE);
    }

    /** A broker of its own, with nothing in it, where this goes wrong. */
    public MemoryBroker(Faults faults) {
        this.faults = faults;
    }

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
        return Schema.of(Profiles.LIKE, PRINCIPAL);
    }

    @Override
    public Capabilities capabilities(ChannelSpec channel) {
        return Profiles.of(channel.options()).capabilities();
    }

    /** Nobody asks for any in memory, so that an application which shows some can be tested. */
    @Override
    public @Nullable String againstCredentials(ChannelSpec channel) {
        return null;
    }

    @Override
    public @Nullable String againstAuthenticating(ChannelSpec channel) {
        return channel.options().find(PRINCIPAL) == null
                ? "in memory nobody shows anything: set channels." + channel.name()
                        + ".memory.principal to who its messages are from"
                : null;
    }

    @Override
    public Transport open(Config options, Context context) {
        MemoryTransport transport = new MemoryTransport(this, options.get(QUEUE), context);
        transports.add(transport);
        return transport;
    }

    // ---- powers, for tests

    /**
     * The broker goes away and is back at once. Each connection breaks: what was on its way gets lost, with the kind
     * {@code CONNECTION_LOST}, executed MAYBE, for who sent it; unsettled deliveries are lost by their receivers and come again;
     * pending requests fail, kind {@code CONNECTION_LOST}. What was stored stays, and receiving goes on by itself.
     */
    public void restart() {
        stop();
        resume();
    }

    /**
     * The broker goes away, as at {@link #restart()}. Until {@link #resume()} messages are refused, kind {@code UNREACHABLE},
     * executed NO, and receivers get nothing.
     */
    public void stop() {
        away = true;
        transports.forEach(MemoryTransport::drop);
        places.values().forEach(Place::dropped);
    }

    /** The broker is there again, and everything goes on. */
    public void resume() {
        away = false;
        transports.forEach(MemoryTransport::back);
    }

    /**
     * The process of a service dies without a word, as seen from here: its receivers are gone, what they had unsettled comes
     * again elsewhere, and nothing that its {@code Ipc} does from then on gets here: what it sends fails with the kind
     * {@code CONNECTION_LOST}, executed MAYBE, since it can't know. The {@code Ipc} itself is still to be closed. One that is
     * built afterwards under the same name is a new process, and alive.
     *
     * @throws IllegalArgumentException where no {@code Ipc} of that service has opened a channel here
     */
    public void kill(String service) {
        List<MemoryTransport> its = transports.stream()
                .filter(each -> each.context().service().equals(service))
                .toList();
        if (its.isEmpty()) {
            throw new IllegalArgumentException("no service '" + service + "' is on this broker; there are "
                    + transports.stream()
                            .map(each -> each.context().service())
                            .distinct()
                            .toList());
        }
        its.forEach(MemoryTransport::die);
    }

    /**
     * How many messages are not done with: those that wait, are with a receiver, or are on their way here. An event counts once
     * for each group, a parked message does not. Zero means that nothing is left, whatever moves meanwhile: what a handler sends
     * counts before what it handled is settled. Any other figure is of about now while messages move, and exact where none do.
     */
    public long unsettled() {
        long before;
        long sum;
        do {
            before = arrived();
            long done = ended.get(); // first, so that none is missed
            sum = begun.get() - done;
            for (Place each : places.values()) {
                sum += each.stored();
            }
        } while (sum == 0 && before != arrived()); // else one may have come behind this thread's back
        return sum;
    }

    private long arrived() {
        long sum = begun.get();
        for (Place each : places.values()) {
            sum += each.arrived();
        }
        return sum;
    }

    /** The same for one place ({@code orders}, or {@code orders.v2} for major 2), without what is on its way there. */
    public long unsettled(String place) {
        Place of = places.get(place);
        return of == null ? 0 : of.unsettled();
    }

    // ---- for its other ends

    Faults faults() {
        return faults;
    }

    boolean isAway() {
        return away;
    }

    /** One goes to a receiver, or to a store, by a way that takes time. */
    void begun() {
        begun.incrementAndGet();
    }

    /** It is done with, or stored. */
    void ended() {
        ended.incrementAndGet();
    }

    void forget(MemoryTransport transport) {
        transports.remove(transport);
    }

    /** The place of this name, for those who take it for the same. */
    Place place(String name, Profile profile) {
        Place place = places.computeIfAbsent(name, n -> new Place(this, n, profile));
        if (!place.profile.equals(profile)) {
            throw IpcException.of(
                            Kind.MISCONFIGURED,
                            Executed.NO,
                            "'" + name + "' is like " + place.profile.name() + " to who opened it first on this broker,"
                                    + " and like " + profile.name() + " to this one: all must say the same under"
                                    + " memory.like")
                    .here();
        }
        return place;
    }

    String openInbox(BrokerLink.Replies replies) {
        String name = "inbox-" + inboxCount.incrementAndGet();
        inboxes.put(name, replies);
        return name;
    }

    void closeInbox(String name) {
        inboxes.remove(name);
    }

    BrokerLink.@Nullable Replies inbox(String name) {
        return inboxes.get(name);
    }
}
