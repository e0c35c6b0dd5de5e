package io.unifiedipc.testing.sim;

import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.memory.MemoryBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * A world that one seed decides: a broker in memory with faults, a clock of its own, and any number of {@link Ipc}s, all on the
 * thread that made it. The same seed is the same run, in each step.
 *
 * <pre>{@code
 * @Seeds(200)
 * void everyOrderIsPlacedOnce(Simulation world) {
 *     try (Ipc orders = world.builder().yaml(ORDERS).build(); Ipc shop = world.builder().yaml(SHOP).build()) {
 *         orders.serve(Orders.class, new OrdersService());
 *         orders.start();
 *         shop.client(Orders.class).place(new PlaceOrder("sku-1", 2));   // the world runs meanwhile
 *         world.faults().stop();
 *         world.runUntilQuiet();
 *         assertThat(...);
 *     }
 * }
 * }</pre>
 *
 * <p><b>Threads and time.</b> Handlers and timers run on the owner's thread, while it waits: in a blocking call, in {@code get} or
 * {@code join} of a future that this library gave (or of one derived from it), in {@link #await}, {@link #advance} or
 * {@link #runUntilQuiet}. Which of several that could run is next, the seed decides. Time passes only where nothing can run: then
 * it jumps to the next timer. A handler may wait too, by a blocking call or by {@code advance}, which makes it take time;
 * what runs meanwhile runs on top of it, so it goes on when that has returned, perhaps later than it would on a thread of
 * its own. (Its deadline passes in time nevertheless.)
 *
 * <p><b>Failures.</b> Where nothing is left to run and somebody still waits, the world fails with who waits for what; it
 * never hangs. It fails as well where another thread touches it, where a task throws, and after {@value #MOST_STEPS} steps. A
 * world that has failed once fails in each step from then on, so that no handler can swallow it.
 *
 * <p><b>What can't be replayed</b>, and so must stay outside: the application's own threads and thread pools,
 * {@code thenApplyAsync} without an executor and {@code orTimeout}; {@code get} or {@code join} on a future of
 * {@code CompletableFuture.allOf} or of the application's own, which would wait for ever (use {@link #await}); real sockets and
 * files that change; the system's clock (ask {@link #now()}) and {@code Thread.sleep}; {@code ThreadLocalRandom},
 * {@code Math.random} and random ids where something depends on them; the order of identity hashes and of {@code Set.of} and
 * {@code Map.of}, which differs from JVM to JVM. Thread locals are shared by all handlers, except for the MDC.
 */
public final class Simulation {
    /** How many tasks and timers one world runs: enough for tens of thousands of messages. */
    public static final int MOST_STEPS = 100_000;

    private final long seed;
    private final SeededFaults faults;
    private final World world;
    private final Messages messages = new Messages();
    private final MemoryBroker broker;

    /** A world, owned by the calling thread. */
    public Simulation(long seed) {
        this.seed = seed;
        faults = new SeededFaults(seed);
        world = new World(new Dice(seed, "order"), new Dice(seed, "chance"), this::mayRestart);
        broker = new MemoryBroker(new TracedFaults(faults, world.trace(), messages));
    }

    private void mayRestart() {
        if (faults.restarts()) {
            world.trace().add("", "the broker restarts");
            broker.restart();
        }
    }

    /** The number that decided this world. */
    public long seed() {
        return seed;
    }

    /** For an {@link Ipc} that lives in here, on {@link #broker()}. It reads no environment variable and no system property. */
    public IpcBuilder builder() {
        return Ipc.builder().isolated().add(broker).add(new Seat(world, messages));
    }

    /** What goes wrong, and how often: set before it may. */
    public SeededFaults faults() {
        return faults;
    }

    /** What carries the messages of this world. */
    public MemoryBroker broker() {
        return broker;
    }

    /** What has happened so far. */
    public Trace trace() {
        return world.trace();
    }

    /** The time of day in this world. */
    public Instant now() {
        return world.now();
    }

    /** Does all that can be done now; no time passes. */
    public void run() {
        world.advance(0);
    }

    /** Does all that can be done until this much time has passed. In a handler: the handler takes so long. */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time goes on, not by " + time);
        }
        world.advance(time.toNanos());
    }

    /** Does all that can be done, now and later, however long that takes in this world's time. */
    public void runUntilQuiet() {
        world.runUntilQuiet();
        world.verify();
    }

    /**
     * Runs the world until a stage is done: for those whose own {@code join} knows no world, such as one of
     * {@code CompletableFuture.allOf}.
     *
     * @return what it brings
     * @throws java.util.concurrent.CompletionException where it fails
     */
    public <T> T await(CompletionStage<T> stage) {
        var future = stage.toCompletableFuture();
        world.beforeWait(future, Long.MAX_VALUE);
        return future.join();
    }

    /** Fails where something has happened that can't be replayed, or that no handler may swallow. */
    public void verify() {
        world.verify();
    }
}
