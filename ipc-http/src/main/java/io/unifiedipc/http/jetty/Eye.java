package io.unifiedipc.http.jetty;

import io.unifiedipc.http.receive.Incoming;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Watches one connection between a request and its answer. */
final class Eye implements Callback, Incoming.Watch {
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
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (connection instanceof AbstractEndPoint socket) {
            socket.getFillInterest().onFail(new IOException("answered"));
        }
    }

    /** Whether the caller has sent something before it had its answer. A byte of it is gone, so nothing may follow. */
    @Override
    public synchronized boolean spoilt() {
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
