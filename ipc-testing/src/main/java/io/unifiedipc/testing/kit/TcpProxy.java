package io.unifiedipc.testing.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes connections on to a port of this machine, and cuts them when told to: for transports over TCP that implement
 * {@link TransportUnderTest.BreaksConnections}. Threads of its own, one for each direction of a connection.
 */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Listens on a port of this machine, 0 for any, and passes connections on to another. */
    public TcpProxy(int port, int target) {
        this.target = target;
        try {
            door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return door.getLocalPort();
    }

    /** Cuts every connection, with a reset, as a network that fails does. New ones can be made at once. */
    public void cut() {
        sockets.forEach(TcpProxy::reset);
        sockets.clear();
    }

    /** How many connections are open, each counted at both its ends. */
    public int open() {
        return sockets.size();
    }

    @Override
    public void close() {
        closed = true;
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket near = door.accept();
                sockets.add(near);
                Socket far;
                try {
                    far = new Socket(InetAddress.getLoopbackAddress(), target);
                } catch (IOException e) {
                    drop(near); // nobody there: its peer sees the connection end
                    continue;
                }
                sockets.add(far);
                start(() -> pass(near, far));
                start(() -> pass(far, near));
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void pass(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // one end has gone, so the other goes too: that is all a proxy can say
        } finally {
            drop(from);
            drop(to);
        }
    }

    private void drop(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // One of the two sides was quicker to close it, which is as good.
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void start(Runnable what) {
        Thread thread = new Thread(what, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
