package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.OutcomeStore;
import io.unifiedipc.spi.Problems;
import java.security.Principal;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each deduplicated piece of work once: a receiver's side of an {@link OutcomeStore}. A duplicate is answered with what was
 * answered before; one that comes while the first runs waits for that, and holds neither a thread nor a place meanwhile.
 */
final class Deduplication {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.receiving");
    private static final int LONGEST_KEY = 255;

    private final Inbound inbound;
    private final OutcomeStore store;
    private final Replies replies;
    private final IpcRuntime runtime;

    Deduplication(Inbound inbound, OutcomeStore store, Replies replies, IpcRuntime runtime) {
        this.inbound = inbound;
        this.store = store;
        this.replies = replies;
        this.runtime = runtime;
    }

    /** Begins a piece; answers whether its handler is to be called now. If not, the piece has ended, or waits. */
    boolean begins(Work work) {
        IpcException bad = wrongKey(work);
        if (bad != null) {
            work.fail(bad);
            return false;
        }
        OutcomeStore.Beginning found;
        try {
            found = store.begin(id(work), Fingerprint.of(work, inbound.major()));
        } catch (RuntimeException | Error e) {
            LOG.error("the outcome store of '{}' could not say whether {} ran before", work.channel(), work, e);
            work.fail(Failures.storeBroken(work, e));
            return false;
        }
        if (found instanceof OutcomeStore.Started started) {
            Begun begun = new Begun(work, store, started.token(), runtime);
            work.begun(begun);
            begun.hold();
            return true;
        }
        if (found instanceof OutcomeStore.Running running) {
            waits(work, running.changed());
        } else if (found instanceof OutcomeStore.Done done) {
            runtime.count("duplicate", work.channel());
            work.duplicate(done.outcome().reply());
        } else {
            work.fail(refusal(work, found));
        }
        return false;
    }

    private static IpcException refusal(Work work, OutcomeStore.Beginning found) {
        if (found instanceof OutcomeStore.Conflict) {
            return Failures.conflict(work.operation().name(), work.channel());
        }
        return found instanceof OutcomeStore.Full full
                ? Failures.storeFull(work.channel(), full.text())
                : Failures.fenced(work.operation().name(), work.channel());
    }

    /** The handler was not called after all. */
    void release(Work work, Begun begun) {
        try {
            store.release(begun.end());
        } catch (RuntimeException | Error e) {
            LOG.warn("{} did not run, and its key is held until its lease ends", work, e);
        }
    }

    /**
     * Keeps the outcome of a piece, and then ends it. On the handler's own thread where it answers there, as a store may have
     * bound a transaction to that; else on a worker.
     */
    void finish(Work work, Begun begun, OutcomeStore.Kept kept, @Nullable IpcException failure) {
        if (work.isOnItsThread()) {
            finishHere(work, begun, kept, failure);
            return;
        }
        try {
            runtime.executor().execute(() -> finishHere(work, begun, kept, failure));
        } catch (RejectedExecutionException e) {
            finishHere(work, begun, kept, failure); // this Ipc is closed: late is better than never
        }
    }

    private void finishHere(Work work, Begun begun, OutcomeStore.Kept kept, @Nullable IpcException failure) {
        try {
            store.finish(begun.end(), kept);
        } catch (RuntimeException | Error e) {
            runtime.count("outcome-lost", work.channel());
            LOG.error("{} ran, and what became of it could not be kept", work, e);
            work.fail(Failures.outcomeLost(work, e));
            return;
        }
        if (failure != null) {
            work.fail(failure);
        } else {
            work.succeed(kept.reply());
        }
    }

    /** Answers an outcome query. */
    void answer(Work query) {
        IpcException bad = wrongKey(query);
        if (bad != null) {
            query.fail(bad);
            return;
        }
        OutcomeStore.Knowledge known;
        try {
            known = OutcomeQuery.find(query, inbound.handlings(), made -> store.ask(id(query), made));
        } catch (RuntimeException | Error e) {
            LOG.error("the outcome store of '{}' could not say what became of a piece", query.channel(), e);
            query.fail(Failures.storeBroken(query, e));
            return;
        }
        if (known instanceof OutcomeStore.Running running) {
            waits(query, running.changed());
        } else {
            runtime.count("outcome-query", query.channel());
            query.succeed(OutcomeQuery.answer(known, query.channel()));
        }
    }

    private void waits(Work work, CompletionStage<?> changed) {
        if (inbound.isClosing()) {
            // Its twin runs; where somebody waits for an answer, NO would be wrong.
            work.fail(Failures.closing(work.channel())
                    .executed(work.delivery().answers() ? Executed.MAYBE : Executed.NO));
        } else {
            work.setAside(changed, runtime.clock().in(store.lease()));
        }
    }

    private static @Nullable IpcException wrongKey(Work work) {
        String key = work.idempotencyKey();
        if (key.isEmpty()) {
            return Failures.invalid(work.operation().name() + " on '" + work.channel()
                    + "' runs once for each idempotency key: send one, in header " + HeaderNames.IDEMPOTENCY_KEY);
        }
        return key.length() > LONGEST_KEY || key.chars().anyMatch(Character::isISOControl)
                ? Failures.invalid("an idempotency key has 1 to " + LONGEST_KEY
                        + " characters and no control characters, this one has " + key.length()
                        + " characters: use a hash of it")
                : null;
    }

    private OutcomeStore.Id id(Work work) {
        Principal principal = work.delivery().principal();
        String source = principal == null
                ? "source " + work.envelope().headers().get(HeaderNames.SOURCE, "")
                : "principal " + principal.getName();
        String place = inbound.group().isEmpty() ? inbound.channel() : inbound.channel() + " " + inbound.group();
        return new OutcomeStore.Id(source, place, work.idempotencyKey());
    }

    /** How a piece has ended, for its store. A reply that goes as a message of its own is kept with the name of that. */
    OutcomeStore.Kept kept(Work work, @Nullable Object value, Envelope reply) {
        boolean message = value != null && work.envelope().headers().get(HeaderNames.REPLY_CHANNEL) != null;
        return new OutcomeStore.Kept(value != null && message ? replies.named(reply, value) : reply, true);
    }

    /** The same of a failure: a handler that broke may run again. */
    static OutcomeStore.Kept kept(IpcException failure, boolean broke) {
        return new OutcomeStore.Kept(Problems.encode(failure), !broke || failure.kind() == Kind.REFUSED);
    }
}
