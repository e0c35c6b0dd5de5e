package io.unifiedipc.resilience.outcomes;

import io.unifiedipc.spi.OutcomeStore;
import io.unifiedipc.spi.OutcomeStore.Kept;
import io.unifiedipc.spi.OutcomeStore.Token;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one piece of work; immutable.
 *
 * @param fingerprint what it asks for; empty for one that was fenced before it came
 * @param running who has begun it and not ended it
 * @param kept how it has ended, perhaps before it was begun again
 * @param abandoned whether somebody has begun it and let the lease run out
 * @param fenced whether it may never begin
 * @param until when it is forgotten, a reading of the clock
 */
record Entry(
        String fingerprint,
        @Nullable Lease running,
        @Nullable Kept kept,
        boolean abandoned,
        boolean fenced,
        long until) {
    /**
     * Somebody's hold on it.
     *
     * @param end when it runs out, a reading of the clock
     * @param changed completes when it has ended
     */
    record Lease(Hold token, long end, CompletableFuture<?> changed) {}

    /** One beginning; the same through all renewals. */
    static final class Hold implements Token {
        final OutcomeStore.Id id;

        Hold(OutcomeStore.Id id) {
            this.id = id;
        }
    }

    static Entry fence(long until) {
        return new Entry("", null, null, false, true, until);
    }

    static Entry begun(String fingerprint, Lease lease, long until) {
        return new Entry(fingerprint, lease, null, false, false, until);
    }

    boolean isRunning(long now) {
        return running != null && running.end > now;
    }

    boolean isHeldBy(Token token) {
        return running != null && running.token == token;
    }

    /** Begun once more: after an outcome that was not the last word, or by another than the one whose lease ran out. */
    Entry begunAgain(Lease lease, long end) {
        return new Entry(fingerprint, lease, kept, abandoned || running != null, false, end);
    }

    Entry renewed(Lease lease, long end) {
        return new Entry(fingerprint, lease, kept, abandoned, false, end);
    }

    Entry finished(Kept outcome, long end) {
        return new Entry(fingerprint, null, outcome, abandoned, false, end);
    }

    /** As before it was begun; null for nothing. */
    @Nullable
    Entry released(long end) {
        return kept == null && !abandoned ? null : new Entry(fingerprint, null, kept, abandoned, false, end);
    }
}
