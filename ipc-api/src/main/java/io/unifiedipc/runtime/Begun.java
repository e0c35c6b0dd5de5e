package io.unifiedipc.runtime;

import io.unifiedipc.spi.OutcomeStore;
import io.unifiedipc.spi.Timers;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A piece of work that was begun in a store: its lease is renewed for as long as its handler runs. */
final class Begun extends Timers.Entry {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.receiving");
    private static final int RENEWALS_PER_LEASE = 3;

    private final Work work;
    private final OutcomeStore store;
    private final OutcomeStore.Token token;
    private final IpcRuntime runtime;
    private final long every;
    private long due;
    private volatile boolean ended;

    Begun(Work work, OutcomeStore store, OutcomeStore.Token token, IpcRuntime runtime) {
        this.work = work;
        this.store = store;
        this.token = token;
        this.runtime = runtime;
        every = Math.max(1, store.lease().toNanos() / RENEWALS_PER_LEASE);
    }

    /** From now on it is renewed. */
    void hold() {
        due = runtime.clock().nanos() + every;
        runtime.timers().add(this);
        if (ended) {
            runtime.timers().remove(this);
        }
    }

    /** It is renewed no more. */
    OutcomeStore.Token end() {
        ended = true;
        runtime.timers().remove(this);
        return token;
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    public void run() {
        try {
            runtime.executor().execute(this::renew);
        } catch (RejectedExecutionException e) {
            LOG.debug("closing: the lease of {} is left to run out", work, e);
        }
    }

    private void renew() {
        if (ended) {
            return;
        }
        try {
            store.renew(token);
        } catch (RuntimeException | Error e) {
            if (!ended) {
                runtime.count("lease-not-renewed", work.channel());
                LOG.warn("the lease of {} could not be renewed, so another may run it too", work, e);
            }
        }
        hold();
    }
}
