package io.unifiedipc.http.jetty;

import io.unifiedipc.http.receive.Incoming;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one stream of HTTP/2. Its connection belongs to others too and is read all the time, so that the server itself tells
 * when the caller takes its request back (RST_STREAM), or when the connection ends.
 */
final class StreamEye implements Incoming.Watch, Consumer<Throwable> {
    private final Executor executor;
    private @Nullable Runnable gone;
    private boolean failed;

    StreamEye(Executor executor) {
        this.executor = executor;
    }

    void open(Runnable hook) {
        boolean late;
        synchronized (this) {
            late = failed;
            gone = hook;
        }
        if (late) {
            executor.execute(hook);
        }
    }

    @Override
    public void accept(Throwable e) {
        Runnable hook;
        synchronized (this) {
            failed = true;
            hook = gone;
        }
        if (hook != null) {
            hook.run();
        }
    }

    @Override
    public synchronized void close() {
        gone = null;
    }

    @Override
    public boolean spoilt() {
        return false;
    }
}
