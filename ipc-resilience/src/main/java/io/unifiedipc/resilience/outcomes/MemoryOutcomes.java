package io.unifiedipc.resilience.outcomes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.OutcomeStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes in memory. What runs is not forgotten while its lease is renewed, what has ended is kept for {@code keep}; where there
 * is no room, what is new is refused.
 */
final class MemoryOutcomes implements OutcomeStore {
    private final String name;
    private final int most;
    private final Duration keep;
    private final Duration lease;
    private final Duration skew;
    private final boolean alone;
    private final Clock clock;
    private final Instant born;
    private final Cache<Id, Entry> entries;

    MemoryOutcomes(String name, Config options, Clock clock) {
        this.name = name;
        this.clock = clock;
        most = options.get(MemoryOutcomesProvider.MAX_ENTRIES);
        keep = options.get(MemoryOutcomesProvider.KEEP);
        lease = options.get(MemoryOutcomesProvider.LEASE);
        skew = options.get(MemoryOutcomesProvider.SKEW);
        alone = options.get(MemoryOutcomesProvider.ALONE);
        born = clock.now();
        entries = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(clock::nanos)
                .expireAfter(Expiry.<Id, Entry>writing((id, entry) -> Duration.ofNanos(entry.until() - clock.nanos())))
                .build();
    }

    @Override
    public Duration lease() {
        return lease;
    }

    @Override
    public Beginning begin(Id id, String fingerprint) {
        Entry.Lease mine = lease(new Entry.Hold(id), new CompletableFuture<>());
        boolean full = isFull();
        Change<Beginning> change = new Change<>();
        entries.asMap().compute(id, (key, entry) -> change.of(begin(entry, fingerprint, mine, full)));
        return change.answer();
    }

    private Step<Beginning> begin(@Nullable Entry entry, String fingerprint, Entry.Lease mine, boolean full) {
        if (entry == null) {
            return full
                    ? new Step<>(new Full(full()), null)
                    : new Step<>(new Started(mine.token()), Entry.begun(fingerprint, mine, end(mine)));
        }
        if (entry.fenced()) {
            return new Step<>(new Fenced(), entry);
        }
        if (!entry.fingerprint().equals(fingerprint)) {
            return new Step<>(new Conflict(), entry);
        }
        Entry.Lease running = entry.running();
        if (running != null && entry.isRunning(clock.nanos())) {
            return new Step<>(new Running(running.changed()), entry);
        }
        Kept kept = entry.kept();
        return kept != null && kept.last()
                ? new Step<>(new Done(kept), entry)
                : new Step<>(new Started(mine.token()), entry.begunAgain(mine, end(mine)));
    }

    @Override
    public void finish(Token token, Kept outcome) {
        end(token, entry -> entry.finished(outcome, forgotten()), true);
    }

    @Override
    public void release(Token token) {
        end(token, entry -> entry.released(forgotten()), false);
    }

    /** Ends a hold, and tells those who wait: outside of the map's lock. */
    private void end(Token token, Function<Entry, @Nullable Entry> how, boolean mustHold) {
        Entry.Lease held = change(token, how);
        if (held != null) {
            held.changed().complete(null);
        } else if (mustHold) {
            throw lost();
        }
    }

    @Override
    public void renew(Token token) {
        Entry.Lease held = change(token, entry -> {
            Entry.Lease running = entry.running();
            if (running == null) {
                return entry;
            }
            Entry.Lease longer = lease(running.token(), running.changed());
            return entry.renewed(longer, end(longer));
        });
        if (held == null) {
            throw lost();
        }
    }

    /** Changes what a token holds. Answers with the hold, or null where there is none any more. */
    private Entry.@Nullable Lease change(Token token, Function<Entry, @Nullable Entry> how) {
        AtomicReference<Entry.@Nullable Lease> held = new AtomicReference<>();
        if (token instanceof Entry.Hold hold) {
            entries.asMap().computeIfPresent(hold.id, (id, entry) -> {
                if (!entry.isHeldBy(token)) {
                    return entry;
                }
                held.set(entry.running());
                return how.apply(entry);
            });
        }
        return held.get();
    }

    @Override
    public Knowledge ask(Id id, Instant made) {
        boolean full = isFull();
        Change<Knowledge> change = new Change<>();
        entries.asMap().compute(id, (key, entry) -> change.of(ask(entry, made, full)));
        return change.answer();
    }

    private Step<Knowledge> ask(@Nullable Entry entry, Instant made, boolean full) {
        if (entry == null) {
            String why = full ? full() : unknown(made);
            return why != null
                    ? new Step<>(new Unknown(why), null)
                    : new Step<>(new Fenced(), Entry.fence(forgotten()));
        }
        Entry.Lease running = entry.running();
        if (entry.fenced()) {
            return new Step<>(new Fenced(), entry);
        }
        if (running != null && entry.isRunning(clock.nanos())) {
            return new Step<>(new Running(running.changed()), entry);
        }
        Kept kept = entry.kept();
        return kept != null
                ? new Step<>(new Done(kept), entry)
                : new Step<>(new Unknown("it began, and whoever ran it has not been heard of since"), entry);
    }

    /** Why nothing can be said of a piece that isn't here; null where it would be, had it come. */
    private @Nullable String unknown(Instant made) {
        if (!alone) {
            return "another receiver may have had it, of which outcome store '" + name
                    + "' in memory knows nothing: say 'alone: true' where there is no other";
        }
        Instant now = clock.now();
        Instant oldest = now.minus(keep);
        if (made.isAfter(now.plus(skew))) {
            return "it is said to be made in the future, by a clock that is ahead of the receiver's";
        }
        if (made.minus(skew).isBefore(born)) {
            return "it may be older than outcome store '" + name + "', which forgets all when its process ends";
        }
        return made.minus(skew).isBefore(oldest)
                ? "it is older than what outcome store '" + name + "' keeps, which is "
                        + MemoryOutcomesProvider.KEEP.write(keep)
                : null;
    }

    private boolean isFull() {
        if (entries.estimatedSize() < most) {
            return false;
        }
        entries.cleanUp();
        return entries.estimatedSize() >= most;
    }

    private String full() {
        return "outcome store '" + name + "' has " + most + " keys, its max-entries: raise that, or lower keep";
    }

    private static IllegalStateException lost() {
        return new IllegalStateException("the lease has run out, and another has begun the same piece of work since");
    }

    private Entry.Lease lease(Entry.Hold token, CompletableFuture<?> changed) {
        return new Entry.Lease(token, clock.nanos() + lease.toNanos(), changed);
    }

    /** One that is neither renewed nor ended is remembered as such. */
    private long end(Entry.Lease running) {
        return running.end() + keep.toNanos();
    }

    private long forgotten() {
        return clock.nanos() + keep.toNanos();
    }

    /** What was found, and what is there from now on; null for nothing. */
    private record Step<T extends @Nullable Object>(
            T found, @Nullable Entry entry) {}

    /** Takes what was found out of the map's own function. */
    private static final class Change<T> {
        private @Nullable T found;

        @Nullable
        Entry of(Step<? extends T> step) {
            found = step.found;
            return step.entry;
        }

        T answer() {
            if (found == null) {
                throw new IllegalStateException("the map has not asked");
            }
            return found;
        }
    }
}
