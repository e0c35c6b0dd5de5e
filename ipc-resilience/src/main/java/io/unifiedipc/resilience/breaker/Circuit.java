package io.unifiedipc.resilience.breaker;

import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Timers;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The states of one place, one after another. A state ends once; its changes are told in order, and with no lock held. */
final class Circuit {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.resilience");

    private record Change(State from, State to, String why) {}

    private final String channel;
    private final String place;
    private final Rules rules;
    private final Context context;
    private final Queue<Change> changes = new ArrayDeque<>();
    private final AtomicInteger untold = new AtomicInteger();
    private volatile State state;

    Circuit(String channel, String place, Rules rules, Context context) {
        this.channel = channel;
        this.place = place;
        this.rules = rules;
        this.context = context;
        state = new Closed(this);
    }

    Rules rules() {
        return rules;
    }

    Clock clock() {
        return context.clock();
    }

    Timers timers() {
        return context.timers();
    }

    State state() {
        return state;
    }

    /** Opens it, where this still is its state. */
    void open(State from, String why) {
        if (state == from) {
            move(from, new Open(this, why), why);
        }
    }

    /** Changes its state, where this still is the one; of several threads one does. */
    void move(State from, State to, String why) {
        synchronized (this) {
            if (state != from) {
                return;
            }
            state = to;
            changes.add(new Change(from, to, why));
        }
        to.begin();
        if (untold.getAndIncrement() == 0) {
            do {
                tell(next());
            } while (untold.decrementAndGet() > 0);
        }
    }

    private synchronized Change next() {
        return changes.remove();
    }

    private void tell(Change change) {
        String from = change.from().name();
        String to = change.to().name();
        if (change.to() instanceof Open) {
            LOG.warn("the circuit breaker of {} is {} (was {}): {}", this, to, from, change.why());
        } else {
            LOG.info("the circuit breaker of {} is {} (was {}): {}", this, to, from, change.why());
        }
        context.observer().changed(channel, CircuitBreaker.NAME, place, from, to);
    }

    @Override
    public String toString() {
        return "'" + channel + "'" + (place.isEmpty() ? "" : " at " + place);
    }
}
