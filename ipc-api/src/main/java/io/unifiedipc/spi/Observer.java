package io.unifiedipc.spi;

import io.unifiedipc.Extension;
import io.unifiedipc.IpcException;
import java.time.Duration;

/**
 * Hears of what happens to calls and messages, on whichever transport: for metrics, traces and tests. Added to the builder;
 * several hear in the order in which they were added.
 *
 * <p>Methods are called on the thread that brings the news, by many threads at once, and must not block. They only look: what
 * they throw is logged and changes nothing. What is sent is told by {@link #sent} and {@link #ended}, once each; what is
 * received by {@link #received} once, {@link #started} and {@link #handled} for each attempt, and {@link #settled} once.
 *
 * <pre>{@code
 * Ipc.builder().add(new Observer() {
 *     @Override
 *     public void ended(Call call) {
 *         timer(call.channel(), call.failure()).record(System.nanoTime() - call.startedAt());
 *     }
 * });
 * }</pre>
 */
public interface Observer extends Extension {
    /** Looks away. */
    Observer NONE = new Observer() {};

    /** A call goes on its way, encoded; no decorator has seen it yet. Called on the caller's thread. */
    default void sent(Call call) {}

    /**
     * A call's work has ended: {@link Call#reply()} or {@link Call#failure()} tells how. Its permits are back, and unless its
     * caller has given up before, the caller has not been told yet.
     */
    default void ended(Call call) {}

    /**
     * An attempt at a call has failed, and another follows after this pause. {@link Call#attempts()} of the call that ends
     * says how many there were.
     */
    default void retried(Call attempt, IpcException failure, long pauseNanos) {}

    /** A call gets something else than an answer: {@code source} is {@code cache}, {@code fixed} or {@code function}. */
    default void fellBack(Call call, IpcException reason, String source, Duration age) {}

    /**
     * Something about a channel is in another state: a decorator, such as its circuit breaker; its receiving, which is
     * {@code on}, {@code paused} or {@code stopped}; or a part of it at its transport, which is {@code well} or has a kind of failure,
     * such as {@code unreachable}. Whoever changed it has logged it.
     *
     * @param what the decorator's name, {@code receiving}, or {@code condition}
     * @param endpoint the place behind the channel, the group that receives, or the part; empty for all of it
     */
    default void changed(String channel, String what, String endpoint, String from, String to) {}

    /** An oddity that no caller hears of was counted, such as {@link Context#LATE_REPLY} and the others named there. */
    default void counted(String what, String channel) {}

    /**
     * Something deprecated was used. At its receiver it is told for each message that is taken, before its handler runs, with what
     * its caller calls itself; at its caller for each reply that says so, with the name of this service.
     *
     * @param caller a service; of many, all but the first 100 are {@code others}
     */
    default void deprecated(Interaction call, String caller, Deprecation deprecation) {}

    /** A message was taken in; it is not yet known whether anything here can handle it. */
    default void received(Interaction first) {}

    /**
     * A received message is about to be given to its handler, on the thread that runs it. A message that is refused before
     * that, since it is too late, unknown or unreadable, is not told here.
     *
     * @param attempt with the group that receives, and the attempt's number
     */
    default void started(Interaction attempt) {}

    /**
     * An attempt at a received message has ended, or the message was refused: {@link Call#failure()} tells. Unless
     * {@link #settled} follows, it will be tried again.
     */
    default void handled(Interaction attempt) {}

    /** A received message was put aside, for this reason; it is settled next. */
    default void parked(Interaction attempt, IpcException reason) {}

    /** A received message is about to be settled; one that was taken away from its receiver is told as released. */
    default void settled(Interaction attempt, Settlement how) {}
}
