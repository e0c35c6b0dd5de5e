package io.unifiedipc;

import java.time.Duration;
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

    /** Which attempt to handle it this is, from 1. */
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
}
