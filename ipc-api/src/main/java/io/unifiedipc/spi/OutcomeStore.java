package io.unifiedipc.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * Remembers what became of pieces of work, so that one that comes twice runs once. A receiver begins a piece before its handler
 * is called and finishes it with the outcome; whoever comes with the same key gets that outcome. Of {@link #begin} and
 * {@link #ask} for one piece, whoever comes first decides, and the other sees that.
 *
 * <pre>{@code
 * switch (store.begin(id, fingerprint)) {
 *     case Started started -> store.finish(started.token(), new Kept(reply, true));
 *     case Done done -> answer(done.outcome().reply());
 *     ...
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> All methods may be called by many threads at once, and all but {@link #lease} may block: they are never
 * called on a thread that delivers messages. For a handler that answers on its own thread, {@code begin}, the handler and
 * {@code finish} or {@code release} run on that one thread, so that a store can bind a transaction to it in which the handler's
 * own effect takes part.
 *
 * <p><b>Leases.</b> What was begun is its beginner's for as long as {@link #lease} from then and from each {@link #renew}. After
 * that another may begin it, since its receiver has probably died.
 *
 * <p><b>Failures.</b> A method that throws has done nothing. Of {@code finish} that means that the outcome is not known to have
 * been kept: the piece counts as one whose receiver died.
 */
public interface OutcomeStore {
    /**
     * A piece of work, among all in a store.
     *
     * @param source who asked for it: the principal, or the service that the message names
     * @param channel on which channel, and for which group of it
     * @param key its idempotency key
     */
    record Id(String source, String channel, String key) {}

    /** What who has begun a piece holds until it is finished. The store's own; nobody else looks into it. */
    interface Token {}

    /**
     * How a piece has ended: its handler has answered.
     *
     * @param reply what was answered, a failure among them, as {@link Problems} writes it
     * @param last whether that is its last word; if not, a handler broke, and a further command with the key runs again
     */
    record Kept(Envelope reply, boolean last) {}

    /** What {@link #begin} finds. */
    sealed interface Beginning {}

    /** What {@link #ask} finds. */
    sealed interface Knowledge {}

    /** It is the caller's now, to be finished or released. */
    record Started(Token token) implements Beginning {}

    /**
     * Another has begun it and not ended yet.
     *
     * @param changed completes when it is worth asking again, on any thread; how the store knows is its own matter. It need not
     *     complete where a lease runs out: who waits asks again after {@link #lease} anyway
     */
    record Running(CompletionStage<?> changed) implements Beginning, Knowledge {}

    /** It has ended so. From {@code begin} it is the last word; {@code ask} tells others too. */
    record Done(Kept outcome) implements Beginning, Knowledge {}

    /** The key stands for another payload. */
    record Conflict() implements Beginning {}

    /** Its sender has asked, and was told that it did not run and never will. */
    record Fenced() implements Beginning, Knowledge {}

    /** There is no room for one more, and nothing may be forgotten for it. */
    record Full(String text) implements Beginning {}

    /** The store can't tell, for this reason. */
    record Unknown(String text) implements Knowledge {}

    /**
     * Begins a piece, or finds what became of it. One that is not the last word, or whose lease has run out, is begun again.
     *
     * @param fingerprint what it asks for, so that another payload under the same key is found out
     */
    Beginning begin(Id id, String fingerprint);

    /**
     * Keeps the outcome. Throws where the lease was lost to another who has begun the piece since: their outcome stands.
     */
    void finish(Token token, Kept outcome);

    /** Its handler was not called after all: all is as before {@link #begin}. Does nothing where the lease was lost. */
    void release(Token token);

    /** Makes the lease run from now on. Throws where it was lost. */
    void renew(Token token);

    /**
     * Finds what became of a piece. Where nothing has, and the store would know it of one made then, the piece is fenced: it can
     * never be begun from then on. Where the store would not know, or a piece was begun by one who has died, it is
     * {@link Unknown}.
     *
     * @param made when the piece was made, by its sender's clock
     */
    Knowledge ask(Id id, Instant made);

    /** How long a piece is its beginner's; never blocks. */
    Duration lease();

    /** Lets go of what it holds. Called once, after all that uses it. */
    default void close() {}
}
