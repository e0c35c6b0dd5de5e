package io.unifiedipc.http.call;

import io.unifiedipc.spi.Timers;
import java.util.concurrent.atomic.AtomicBoolean;

/** The time between two requests of an exchange: an entry of the timer's, which is over or given up, and never both. */
final class Pause extends Timers.Entry {
    private final Timers timers;
    private final long due;
    private final Runnable then;
    private final AtomicBoolean over = new AtomicBoolean();

    Pause(Timers timers, long due, Runnable then) {
        this.timers = timers;
        this.due = due;
        this.then = then;
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    public void run() {
        if (over.compareAndSet(false, true)) {
            then.run();
        }
    }

    /** Leaves nothing with the timer. Answers false where it was over. */
    boolean giveUp() {
        boolean mine = over.compareAndSet(false, true);
        if (mine) {
            timers.remove(this);
        }
        return mine;
    }
}
