package io.unifiedipc.http.receive;

import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Timers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Notices that a caller has gone while its message is being handled. HTTP/1.1 tells so only by the end of what can be read,
 * and the server doesn't read between a request and its answer; so this does. Looking costs more than a quick handler, so it
 * begins only with messages that have been here for a while.
 */
final class PeerWatch {
    /** How often is looked for messages to watch. A caller's end is noticed within twice that. */
    static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Context context;
    private final Set<HttpDelivery> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    PeerWatch(Context context) {
        this.context = context;
    }

    void add(HttpDelivery delivery) {
        open.add(delivery);
        schedule();
    }

    void remove(HttpDelivery delivery) {
        open.remove(delivery);
    }

    /** Waits on the calling thread until no answer is being written any more, or the time is over. */
    void awaitAnswers(long nanos) {
        long until = System.nanoTime() + nanos;
        while (open.stream().anyMatch(each -> !each.live()) && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            context.timers().add(new Round(context.clock().nanos() + EVERY_NANOS));
        }
    }

    /** Looks at all messages that are here. */
    private final class Round extends Timers.Entry {
        private final long due;

        Round(long due) {
            this.due = due;
        }

        @Override
        public long due() {
            return due;
        }

        @Override
        public void run() {
            for (HttpDelivery each : open) {
                each.look();
            }
            scheduled.set(false);
            if (!open.isEmpty()) {
                schedule();
            }
        }
    }
}
