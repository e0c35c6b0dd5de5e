package io.unifiedipc;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The receiving side of a channel, for one group: what an operator can ask of it. Methods may be called by any thread. */
public interface Subscription {
    /** Completes when messages can arrive on every transport that the channel receives on. */
    CompletableFuture<Void> ready();

    /**
     * Takes no more messages until {@link #resume()}; those that are being handled go on. Where messages can't wait
     * elsewhere, callers are told that the receiver is overloaded.
     */
    void pause();

    /** Takes messages again. */
    void resume();

    /** How many messages are where. */
    Depth depth();

    /**
     * Takes parked messages, oldest first, and does with each what the visitor says.
     *
     * @param most how many to look at
     * @return how many were looked at; fails, kind {@link Kind#UNSUPPORTED}, where no transport of the channel parks
     */
    CompletableFuture<Integer> drainParked(int most, Function<Parked, Parked.Verdict> visitor);

    /**
     * How many messages are where.
     *
     * @param waiting not yet taken, as of a moment ago where a broker has to be asked; -1 where no transport of the channel knows, or
     *     can tell now
     * @param inFlight taken and not yet settled
     */
    record Depth(long waiting, long inFlight) {}
}
