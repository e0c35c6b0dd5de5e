package io.unifiedipc.http.call;

import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Timers;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The exchanges of a channel that wait for their next request: no driver knows of them, only the timer. */
final class Pauses {
    private final Map<Exchange, Pause> all = new ConcurrentHashMap<>();
    private final Context context;

    Pauses(Context context) {
        this.context = context;
    }

    /** Lets an exchange go on after this time, unless it is given up before. */
    void begin(Exchange exchange, long nanos) {
        Pause pause = new Pause(exchange, context.clock().nanos() + nanos);
        all.put(exchange, pause);
        context.timers().add(pause);
    }

    /** Leaves nothing with the timer, and answers true; false for an exchange that doesn't wait. */
    boolean giveUp(Exchange exchange) {
        Pause pause = all.remove(exchange);
        if (pause != null) {
            context.timers().remove(pause);
        }
        return pause != null;
    }

    /** Who waits now. */
    Set<Exchange> waiting() {
        return all.keySet();
    }

    /** Whoever takes it out of the map decides what becomes of it. */
    private final class Pause extends Timers.Entry {
        private final Exchange exchange;
        private final long due;

        Pause(Exchange exchange, long due) {
            this.exchange = exchange;
            this.due = due;
        }

        @Override
        public long due() {
            return due;
        }

        @Override
        public void run() {
            if (all.remove(exchange, this)) {
                exchange.proceed();
            }
        }
    }
}
