package io.unifiedipc.testing.kit;

import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.OutcomeStore;
import io.unifiedipc.spi.OutcomeStoreProvider;
import io.unifiedipc.spi.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The least that a store of outcomes is: for the kit alone, as it forgets nothing and has no leases. */
final class KitStore implements OutcomeStoreProvider, OutcomeStore {
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Map<Id, Piece> pieces = new HashMap<>();

    private record Piece(
            Id id,
            String fingerprint,
            CompletableFuture<Void> ended,
            @Nullable Kept kept,
            boolean fenced) implements Token {}

    @Override
    public String name() {
        return "kit";
    }

    @Override
    public Schema options() {
        return Schema.of();
    }

    @Override
    public OutcomeStore open(String block, Config options, Context context) {
        return this;
    }

    @Override
    public synchronized Beginning begin(Id id, String fingerprint) {
        Piece piece = pieces.get(id);
        if (piece != null && piece.fenced) {
            return new Fenced();
        }
        if (piece != null && !piece.fingerprint.equals(fingerprint)) {
            return new Conflict();
        }
        Kept kept = piece == null ? null : piece.kept;
        if (kept != null && kept.last()) {
            return new Done(kept);
        }
        if (piece != null && kept == null) {
            return new Running(piece.ended);
        }
        Piece begun = new Piece(id, fingerprint, new CompletableFuture<>(), null, false);
        pieces.put(id, begun);
        return new Started(begun);
    }

    @Override
    public void finish(Token token, Kept outcome) {
        Piece begun = (Piece) token;
        synchronized (this) {
            pieces.put(begun.id, new Piece(begun.id, begun.fingerprint, begun.ended, outcome, false));
        }
        begun.ended.complete(null);
    }

    @Override
    public void release(Token token) {
        Piece begun = (Piece) token;
        synchronized (this) {
            pieces.remove(begun.id);
        }
        begun.ended.complete(null);
    }

    @Override
    public void renew(Token token) {}

    @Override
    public synchronized Knowledge ask(Id id, Instant made) {
        Piece piece = pieces.get(id);
        if (piece == null) {
            pieces.put(id, new Piece(id, "", new CompletableFuture<>(), null, true));
            return new Fenced();
        }
        if (piece.fenced) {
            return new Fenced();
        }
        Kept kept = piece.kept;
        return kept == null ? new Running(piece.ended) : new Done(kept);
    }

    @Override
    public Duration lease() {
        return LEASE;
    }
}
