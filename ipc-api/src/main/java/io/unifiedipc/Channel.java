package io.unifiedipc;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A named place that messages go to and come from. What carries them is the configuration's business.
 *
 * <p>Calling methods come in pairs: one waits on the calling thread, the other returns a future. Cancelling the future
 * cancels the exchange, down to the socket. All may be called by any thread, also before {@link Ipc#start()}. Every failure
 * is an {@link IpcException}: thrown by the one, completing the other; programming errors such as a payload that can't be
 * written are thrown by both.
 */
public interface Channel {
    /** Its name in the configuration. */
    String name();

    /**
     * Sends a command and waits for its reply.
     *
     * @param reply the reply's type; {@code Void.class} where none is wanted, an array type for a list
     * @return the reply, or null where it has no content
     */
    <R> @Nullable R call(Command<?> command, Class<R> reply);

    /** Sends a command; the future brings its reply. */
    <R> CompletableFuture<Document<R>> callAsync(Command<?> command, Class<R> reply);

    /** Sends a command without waiting for its outcome, and waits until somebody has taken responsibility for it. */
    void send(Command<?> command);

    /** Sends a command; the future completes when somebody has taken responsibility for it. */
    CompletableFuture<Void> sendAsync(Command<?> command);

    /** Publishes an event, and waits until somebody has taken responsibility for it. */
    void publish(Event<?> event);

    /** Publishes an event; the future completes when somebody has taken responsibility for it. */
    CompletableFuture<Void> publishAsync(Event<?> event);

    /** Publishes an event and waits for the answers of its groups: until the deadline, or as many as it expects. */
    <R> Gathered<R> gather(Event<?> event, Class<R> reply);

    /** Publishes an event; the future brings the answers of its groups. */
    <R> CompletableFuture<Gathered<R>> gatherAsync(Event<?> event, Class<R> reply);

    /**
     * Handles commands of this type that need no answer, from {@link Ipc#start()} on: one-way commands, and replies that come
     * as messages of their own. One who waits gets an empty reply.
     *
     * @throws IpcException of kind {@link Kind#MISCONFIGURED} where the type has a handler here already
     */
    <P> Subscription accept(Class<P> payload, Subscriber<P> subscriber);

    /**
     * Handles commands of this type and answers, from {@link Ipc#start()} on.
     *
     * @throws IpcException of kind {@link Kind#MISCONFIGURED} where the type has a handler here already
     */
    <P> Subscription handle(Class<P> payload, Handler<P> handler);

    /** Takes events of this type, once per group, from {@link Ipc#start()} on. */
    <P> Subscription subscribe(String group, Class<P> payload, Subscriber<P> subscriber);

    /** Takes events of this type, once per group, and answers those who gather. */
    <P> Subscription respond(String group, Class<P> payload, Handler<P> handler);
}
