package io.unifiedipc.testing;

import io.unifiedipc.Ipc;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.spi.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The world of one test method: its services, what they did, and when nothing is under way any more. A parameter of tests with
 * {@link IpcTest}. Safe for any thread.
 *
 * <pre>{@code
 * world.awaitQuiet();
 * assertThat(world.sent("orders", PlaceOrder.class)).hasSize(2);
 * assertThat(world.parked("orders")).isEmpty();
 * }</pre>
 */
public final class IpcWorld {
    /** What carries the channels unless the test runs elsewhere. */
    static final String MEMORY = "memory";
    /** How long the threads of a closed service may take to end. */
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(5);

    private final String where;
    private final MemoryBroker broker;
    private final Records records;
    private final Map<String, Ipc> ipcs;
    private final Collection<Leaks> leaks;
    private final Set<String> channels;
    private final Duration patience;
    private final Quiet quiet;
    private final List<String> problems = new CopyOnWriteArrayList<>();

    IpcWorld(
            String where,
            MemoryBroker broker,
            Records records,
            Map<String, Ipc> ipcs,
            Collection<Leaks> leaks,
            Set<String> channels,
            Duration patience) {
        this.where = where;
        this.broker = broker;
        this.records = records;
        this.ipcs = ipcs;
        this.leaks = leaks;
        this.channels = channels;
        this.patience = patience;
        quiet = new Quiet(records, ipcs, broker, channels);
    }

    /** The service whose configuration is the test's own. */
    public Ipc ipc() {
        return ipcs.values().iterator().next();
    }

    /** A service by its name in this test. */
    public Ipc ipc(String service) {
        Ipc ipc = ipcs.get(service);
        if (ipc == null) {
            throw new IllegalArgumentException("this test has no service '" + service + "'"
                    + Nearest.hint(service, ipcs.keySet()) + "; declare it in @IpcTest(services = ...)");
        }
        return ipc;
    }

    /** The broker in memory that all services share, to be restarted or stopped; it carries nothing where the test runs elsewhere. */
    public MemoryBroker broker() {
        return broker;
    }

    /** {@code memory}, or the name of where else this runs. */
    public String where() {
        return where;
    }

    // ---- what happened

    /** Calls of this payload on a channel so far, in the order in which they were made. */
    public <P> List<Recorded<P>> sent(String channel, Class<P> payload) {
        return find(Differs.What.SENT, channel, payload);
    }

    /** All calls on a channel so far. */
    public List<Recorded<?>> sent(String channel) {
        return find(Differs.What.SENT, channel);
    }

    /** Attempts to handle messages of this payload so far, in the order in which they ended; of every group. */
    public <P> List<Recorded<P>> handled(String channel, Class<P> payload) {
        return find(Differs.What.HANDLED, channel, payload);
    }

    /** All attempts on a channel so far, also at messages that reached no handler. */
    public List<Recorded<?>> handled(String channel) {
        return find(Differs.What.HANDLED, channel);
    }

    /** Messages of this payload that were parked so far; of every group. */
    public <P> List<Recorded<P>> parked(String channel, Class<P> payload) {
        return find(Differs.What.PARKED, channel, payload);
    }

    /** All messages of a channel that were parked so far. */
    public List<Recorded<?>> parked(String channel) {
        return find(Differs.What.PARKED, channel);
    }

    @SuppressWarnings("unchecked") // by the operation's payload type
    private <P> List<Recorded<P>> find(Differs.What what, String channel, Class<P> payload) {
        return find(what, channel).stream()
                .filter(each -> each.isOf(payload))
                .map(each -> (Recorded<P>) each)
                .toList();
    }

    private List<Recorded<?>> find(Differs.What what, String channel) {
        if (!channels.contains(channel)) {
            throw new IllegalArgumentException(
                    "no service of this test has a channel '" + channel + "'" + Nearest.hint(channel, channels));
        }
        return records.find(each -> each.what() == what && each.channel().equals(channel));
    }

    List<Recorded<?>> all() {
        return records.find(each -> true);
    }

    // ---- quiet

    /**
     * Waits until nothing is under way: no call, no reply owed, no message with a receiver, at rest before its next attempt, or
     * stored. Threads of the application that are about to do something are not seen; nor is, elsewhere than in memory, what a
     * broker stores.
     *
     * @throws AssertionError where that takes longer than {@link IpcTest#quietWithinSeconds}, with what is still under way
     */
    public void awaitQuiet() {
        awaitQuiet(patience);
    }

    /** As the other, with a patience of its own. */
    public void awaitQuiet(Duration within) {
        if (!becomesQuiet(within)) {
            List<String> left = quiet.report();
            throw new AssertionError("not quiet within " + within.toMillis() + " ms"
                    + (left.isEmpty() ? ", but just now" : "; still under way:\n  " + String.join("\n  ", left)));
        }
    }

    boolean becomesQuiet(Duration within) {
        return quiet.await(within);
    }

    Duration patience() {
        return patience;
    }

    // ---- stubs and life

    /** Serves a contract on the test's own service, with answers yet to be given. Before {@link #start()}: in {@code @BeforeEach}. */
    public <T> Stub<T> stub(Class<T> contract) {
        return stub(ipc(), contract);
    }

    /** Serves a contract on another service. */
    public <T> Stub<T> stub(String service, Class<T> contract) {
        return stub(ipc(service), contract);
    }

    private <T> Stub<T> stub(Ipc ipc, Class<T> contract) {
        Stub<T> stub = new Stub<>(contract, problems::add);
        ipc.serve(contract, stub.served());
        return stub;
    }

    /**
     * Starts every service that is not started, and waits until all can receive. Done before the test method; to be called only
     * where a {@code @BeforeEach} needs them to receive.
     */
    public void start() {
        ipcs.values().forEach(Ipc::start);
        ipcs.forEach((service, ipc) -> {
            try {
                ipc.ready().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted before '" + service + "' was ready", e);
            } catch (ExecutionException e) {
                throw new AssertionError("'" + service + "' can't receive: " + e.getCause(), e.getCause());
            } catch (TimeoutException e) {
                throw new AssertionError("'" + service + "' was not ready to receive within " + patience, e);
            }
        });
    }

    /** Closes everything; answers what went wrong in this world without the test having seen it. */
    List<String> close() {
        ipcs.values().forEach(Ipc::close);
        List<String> wrong = new ArrayList<>(problems);
        ipcs.forEach((service, ipc) -> {
            Ipc.Counts counts = ipc.counts();
            if (counts.inFlight() + counts.outstanding() + counts.waiting() + counts.pendingReplies() > 0) {
                wrong.add("after closing, service '" + service + "' still has something under way: " + counts + " "
                        + records.inHand());
            }
        });
        leaks.forEach(each -> wrong.addAll(each.afterClose(CLOSED_WITHIN)));
        return wrong;
    }
}
