package io.unifiedipc;

/**
 * Handles the messages of one type, and has nothing to answer.
 *
 * @param <P> the payload's type
 */
@FunctionalInterface
public interface Subscriber<P> {
    /** Takes note. Called by many threads at once, though never by two for one key; it may block. */
    void on(Received<P> message) throws Exception;
}
