package io.unifiedipc;

import java.security.Principal;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A message as its handler gets it.
 *
 * @param <P> the payload's type
 */
public interface Received<P> extends Message<P> {
    /** The operation that it asks for, or the name of what happened. */
    String operation();

    /** The service that sent it; empty where it did not say. */
    String source();

    /** What makes two messages the same piece of work. */
    String idempotencyKey();

    /**
     * Who sent it, as its channel's {@code authenticate} has found out or the transport knows; null where nobody asked. Unlike
     * {@link #source()} this is no claim.
     */
    @Nullable
    Principal principal();

    /**
     * Which attempt to handle it this is, from 1. What a broker counts is in it, also deliveries that no handler saw, as their receiver
     * paused or closed; {@code retry} is about the tries since it came here.
     */
    int attempt();

    /** For a reply that comes as a message of its own: the id of the command that it answers. Otherwise null. */
    @Nullable
    String answers();

    /** How long the sender still waits; null where nobody waits. Negative once nobody does any more. */
    @Nullable
    Duration remaining();

    /** Whether the sender has given up, or the message was taken away: what is done from now on is in vain. */
    boolean cancelled();

    /** Calls once when that happens, at once if it has. The last hook counts. */
    void onCancel(Runnable hook);

    /**
     * An executor whose tasks belong to the handling of this message, as all does that runs on the handler's own thread: calls
     * made in them forward this message's headers, show its sender's credential where they are to, and have at most what is
     * left of its deadline. May be used by any thread, also after the handler has returned.
     *
     * <pre>{@code
     * return catalogue.callAsync(query, Product.class)
     *         .thenComposeAsync(product -> stock.callAsync(reserve(product), Reserved.class), order.within(pool));
     * }</pre>
     */
    Executor within(Executor executor);
}
