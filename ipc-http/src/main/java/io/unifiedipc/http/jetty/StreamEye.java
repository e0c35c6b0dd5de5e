package io.unifiedipc.http.jetty;

import io.unifiedipc.http.receive.Incoming;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Watches one stream of HTTP/2. Its connection belongs to others too and is read all the time, so that the server itself tells
 * when the caller takes its request back (RST_STREAM), or when the connection ends.
 */
final class StreamEye implements Incoming.Watch, Consumer<Throwable>, Connection.Listener {
    private final Connection connection;
    private final Executor executor;
    private @Nullable Runnable gone;
    private boolean over;

    StreamEye(Connection connection, Executor executor) {
        this.connection = connection;
        this.executor = executor;
    }

    void open(Runnable hook) {
        synchronized (this) {
            gone = hook;
        }
        connection.addEventListener(this);
        boolean late;
        synchronized (this) {
            late = over;
        }
        if (late || !connection.getEndPoint().isOpen()) {
            executor.execute(this::end);
        }
    }

    @Override
    public void accept(Throwable e) {
        end();
    }

    @Override
    public void onOpened(Connection opened) {
        // It was, long ago.
    }

    @Override
    public void onClosed(Connection closed) {
        end();
    }

    /** The hook runs once, whoever tells first. */
    private void end() {
        Runnable hook;
        synchronized (this) {
            over = true;
            hook = gone;
            gone = null;
        }
        if (hook != null) {
            connection.removeEventListener(this);
            hook.run();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            gone = null;
        }
        connection.removeEventListener(this);
    }

    @Override
    public boolean spoilt() {
        return false;
    }
}
