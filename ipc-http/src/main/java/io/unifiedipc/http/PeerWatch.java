package io.unifiedipc.http;

import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Timers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

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

    /** Watches one connection between a request and its answer. */
    static final class Eye implements Callback {
        private final EndPoint connection;
        private final Runnable gone;
        private boolean closed;
        private boolean more;

        Eye(EndPoint connection, Runnable gone) {
            this.connection = connection;
            this.gone = gone;
        }

        void open() {
            synchronized (this) {
                if (closed || !(connection instanceof AbstractEndPoint socket)) {
                    return;
                }
                socket.tryFillInterested(this);
            }
        }

        /** Nothing is read any more when this returns: the connection is the server's again. */
        void close() {
            synchronized (this) {
                closed = true;
            }
            if (connection instanceof AbstractEndPoint socket) {
                socket.getFillInterest().onFail(new IOException("answered"));
            }
        }

        /** Whether the caller has sent something before it had its answer. A byte of it is gone, so nothing may follow. */
        synchronized boolean sawMore() {
            return more;
        }

        @Override
        public void succeeded() {
            boolean ended;
            synchronized (this) {
                if (closed) {
                    return;
                }
                ended = ended();
                if (!ended && !more) {
                    open();
                }
            }
            if (ended) {
                gone.run();
            }
        }

        private boolean ended() {
            ByteBuffer one = BufferUtil.allocate(1);
            try {
                int read = connection.fill(one);
                more = read > 0;
                return read < 0;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void failed(Throwable e) {
            // Closed by us, or the connection is being closed: whoever did it knows.
        }
    }
}
