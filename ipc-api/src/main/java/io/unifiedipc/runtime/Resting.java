package io.unifiedipc.runtime;

import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Timers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What waits for its back-off. At closing everything that waits is given up at once, so that nothing is lost by waiting. */
final class Resting {
    private static final long LONGEST = 60_000_000_000L;
    private static final int MOST_DOUBLINGS = 20;

    private final IpcRuntime runtime;
    private final long backoff;
    private final Set<Pause> pauses = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile boolean closing;

    Resting(IpcRuntime runtime, long backoff) {
        this.runtime = runtime;
        this.backoff = Math.min(LONGEST, backoff);
    }

    boolean isClosing() {
        return closing;
    }

    /** The back-off before a try, in nanoseconds: doubled each time, up to a minute. */
    long before(int retry) {
        return Math.min(LONGEST, backoff << Math.min(MOST_DOUBLINGS, retry - 1));
    }

    /** Does one thing after the back-off, or the other where closing comes first; never both, never neither. */
    void rest(int retry, Runnable then, Runnable otherwise) {
        Pause pause = new Pause(runtime.clock().nanos() + before(retry), then, otherwise);
        pauses.add(pause);
        runtime.timers().add(pause);
        if (closing) {
            pause.giveUp();
        }
    }

    /** Does one thing when a stage has completed, when that time has come or at closing, whichever is first. */
    void until(CompletionStage<?> changed, long due, Runnable then) {
        Pause pause = new Pause(due, then, then);
        pauses.add(pause);
        if (due != Delivery.NO_DEADLINE) {
            runtime.timers().add(pause);
        }
        var unused = changed.whenComplete((done, failed) -> pause.giveUp());
        if (closing) {
            pause.giveUp();
        }
    }

    void close() {
        closing = true;
        new ArrayList<>(pauses).forEach(Pause::giveUp); // in the order in which they began
    }

    private final class Pause extends Timers.Entry {
        private final long due;
        private final Runnable then;
        private final Runnable otherwise;

        Pause(long due, Runnable then, Runnable otherwise) {
            this.due = due;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        public long due() {
            return due;
        }

        @Override
        public void run() {
            if (pauses.remove(this)) {
                then.run();
            }
        }

        void giveUp() {
            if (pauses.remove(this)) {
                runtime.timers().remove(this);
                otherwise.run();
            }
        }
    }
}
