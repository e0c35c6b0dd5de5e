package io.unifiedipc;

import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;

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
     * A channel of the configuration; the same object each time.
     *
     * @throws IpcException of kind {@link Kind#MISCONFIGURED} where there is none by that name, with the nearest that is
     */
    Channel channel(String name);

    /** The calling side of a contract. */
    <T> T client(Class<T> contract);

    /** The receiving side of a contract: from {@link #start()} on its calls go to this implementation. */
    <T> Subscription serve(Class<T> contract, T implementation);

    /** Begins to receive. Every handler must be in place; calls may be made before and after. Never waits for a network. */
    void start();

    /** Completes when every channel that receives can. */
    CompletableFuture<Void> ready();

    /** Each channel with the effective value of every option, where it came from, and its stack; nothing needs to run. */
    String describe();

    /** What is being done right now, counted. */
    Counts counts();

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
     * @param pendingReplies replies that brokers still owe
     * @param inFlight messages taken and not settled
     * @param lateReplies replies, so far, for which nobody waited any more
     */
    record Counts(int outstanding, int pendingReplies, int inFlight, long lateReplies) {}
}
