package io.unifiedipc;

import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * All channels of an application, as its configuration says. Made once, closed at the end; safe for any thread.
 *
 * <pre>{@code
 * try (Ipc ipc = Ipc.load()) {
 *     ipc.serve(Orders.class, new OrdersService());
 *     ipc.start();
 *     Orders orders = ipc.client(Orders.class);
 *     OrderPlaced placed = orders.place(new PlaceOrder("sku-1", 2));
 * }
 * }</pre>
 */
public interface Ipc extends AutoCloseable {
    /**
     * Reads {@code ipc.yaml}: the file that the system property {@code ipc.config} or the environment variable
     * {@code IPC_CONFIG} names, else the one in the working directory, else the one on the class path. Never waits for a
     * network.
     *
     * @throws ConfigurationException with all that is wrong, at once
     */
    static Ipc load() {
        return builder().build();
    }

    /** Everything that the file can say, and what it can't: extensions, an object for a broker in memory. */
    static IpcBuilder builder() {
        return ServiceLoader.load(IpcBuilder.class, IpcBuilder.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("ipc-api is not whole: it has no runtime in it"));
    }

    /**
     * A channel of the configuration; the same object each time. Where contracts have opened it in one version, it is in that
     * one; where they have in none or in several, in the {@code version} of the configuration, {@code 1.0.0} unless set. A version
     * that stands in the configuration goes before all.
     *
     * @throws IpcException of kind {@link Kind#MISCONFIGURED} where there is none by that name, with the nearest that is
     */
    Channel channel(String name);

    /** The calling side of a contract. */
    <T> T client(Class<T> contract);

    /** The receiving side of a contract: from {@link #start()} on its calls go to this implementation. */
    <T> Subscription serve(Class<T> contract, T implementation);

    /**
     * Asks the receiver of a channel what became of a command, and waits for the answer: for one that failed with
     * {@link Executed#MAYBE}. Where it never ran, it never will from then on. Where it runs, the answer comes when it has ended.
     * It is asked on the same channel as the same sender, and within the command's own timeout, or the channel's.
     *
     * <pre>{@code
     * } catch (IpcException e) {
     *     Outcome<OrderPlaced> outcome = ipc.outcome("orders", command, OrderPlaced.class);
     *     if (outcome.executed() == Executed.NO) orders.call(Command.of(command.payload()), OrderPlaced.class);
     * }
     * }</pre>
     *
     * @param reply the reply's type
     * @return what is known: {@link Executed#MAYBE} where the receiver keeps no outcomes of that operation, no longer knows, or
     *     could not be asked
     * @throws IpcException of kind {@link Kind#INVALID} where a command with a key of its own doesn't say since when
     *     ({@link Command#madeAt})
     */
    <R> Outcome<R> outcome(String channel, Command<?> command, Class<R> reply);

    /** The same; the future brings it, and fails only where {@link #outcome} throws. */
    <R> CompletableFuture<Outcome<R>> outcomeAsync(String channel, Command<?> command, Class<R> reply);

    /** Begins to receive. Every handler must be in place; calls may be made before and after. Never waits for a network. */
    void start();

    /** Completes when every channel that receives can. */
    CompletableFuture<Void> ready();

    /** Each channel with the effective value of every option, where it came from, and its stack; nothing needs to run. */
    String describe();

    /** What is being done right now, counted. */
    Counts counts();

    /**
     * Who has used what is deprecated since the start. At a receiver the callers are told apart by the names that they give
     * themselves, the first 100 of them; all further ones are {@code others}. What this service itself calls is counted under its
     * own name, by what the replies say; a reply that is a failure is not looked at.
     */
    List<DeprecatedUse> deprecatedUses();

    /**
     * Which exchanges hold the permits of {@code max-outstanding}, and which wait for one, the oldest first: what to look at when a
     * channel is {@link Kind#OVERLOADED}. It looks at all of them and is meant for people; calls pay nearly nothing for it.
     * Where {@code max-outstanding} is over 32768, some may be missing.
     *
     * <pre>{@code
     * for (Exchange each : ipc.exchanges()) {
     *     log.info("{} on {} for {} ms, {}", each.operation(), each.channel(), each.age().toMillis(), each.state());
     * }
     * }</pre>
     */
    List<Exchange> exchanges();

    /**
     * What keeps channels from working as they should right now, as far as their transports look by themselves; empty where nothing
     * does. It is for health checks: nothing is asked of a network, and it never waits.
     *
     * <pre>{@code
     * for (Condition each : ipc.conditions()) {
     *     health.down(each.channel(), each.part() + ": " + each.problem());
     * }
     * }</pre>
     */
    List<Condition> conditions();

    /**
     * Ends: takes no more in, hands back what has not started, lets running handlers finish until the {@code close-within} of
     * the configuration, sends their replies and acknowledgements, then closes what sends. Idempotent.
     */
    @Override
    void close();

    /**
     * What is being done right now.
     *
     * @param outstanding exchanges whose work has not ended
     * @param waiting exchanges that wait for a permit to begin
     * @param pendingReplies replies that brokers still owe
     * @param inFlight messages taken and not settled
     * @param lateReplies replies, so far, for which nobody waited any more
     */
    record Counts(int outstanding, int waiting, int pendingReplies, int inFlight, long lateReplies) {}

    /**
     * Uses of one deprecated operation by one service.
     *
     * @param major of the channel's version
     * @param caller the service that calls
     * @param times how often, so far
     * @param since from when on it is deprecated, or will be
     * @param sunset from when on it may be gone, or null where nobody has said
     */
    record DeprecatedUse(
            String channel,
            int major,
            String operation,
            String caller,
            long times,
            Instant since,
            @Nullable Instant sunset) {}
}
