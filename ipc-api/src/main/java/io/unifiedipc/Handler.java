package io.unifiedipc;

import org.jspecify.annotations.Nullable;

/**
 * Handles the messages of one operation and answers.
 *
 * @param <P> the payload's type
 */
@FunctionalInterface
public interface Handler<P> {
    /**
     * Does the work. Called by many threads at once, though never by two for one key; it may block unless its operation is
     * declared non-blocking.
     *
     * @return the reply, a {@link java.util.concurrent.CompletionStage} of it, or null for none
     * @throws Exception an exception that is a {@link Refusal} is an answer; any other is a failure
     */
    @Nullable
    Object handle(Received<P> message) throws Exception;
}
