package io.unifiedipc.http.jetty;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.Graceful;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections, and lets none go without a word. Between being accepted and being served a connection belongs to nobody:
 * a server that stops just then never closes it, and its caller would wait for an answer until its deadline.
 */
final class PortListener extends ServerConnector {
    /** At the end: how long a connection may be silent, for a request may be on its way and must be told. */
    private static final long LAST_MILLIS = 25;

    private static final Logger LOG = LoggerFactory.getLogger(PortListener.class);

    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Set<Socket> accepted = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    PortListener(Server server, ConnectionFactory... protocols) {
        super(server, null, null, null, 1, 1, protocols);
        setShutdownIdleTimeout(LAST_MILLIS);
    }

    @Override
    protected void configure(Socket socket) {
        super.configure(socket);
        accepted.removeIf(Socket::isClosed);
        accepted.add(socket);
        if (over) {
            close(socket); // its acceptor was slow, and nobody looks into the set any more
        }
    }

    /**
     * A server that stops closes what its selector knows, and then stops the selector. A connection that gets there between the
     * two is opened, belongs to nobody, and is never looked at again.
     */
    @Override
    protected void onEndPointOpened(EndPoint endPoint) {
        super.onEndPointOpened(endPoint);
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            accepted.remove(channel.socket());
        }
        if (over) {
            endPoint.close();
        }
    }

    /**
     * At the end a connection is silent if it waits for its caller, and nothing is there to be read. A busy machine may need
     * longer than our patience to read a request, or to begin with one that was read.
     */
    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint made = new SocketChannelEndPoint(channel, selector, key, getScheduler()) {
            @Override
            protected void onIdleExpired(TimeoutException e) {
                if (!isShutdown() || (isFillInterested() && !hasInput(channel.socket()))) {
                    super.onIdleExpired(e);
                }
            }
        };
        made.setIdleTimeout(getIdleTimeout());
        return made;
    }

    private static boolean hasInput(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Closing the port ends their wait. An interrupt in the moment in which one accepts would lose the connection in the JDK. */
    @Override
    protected void interruptAcceptors() {}

    /** Takes no more, and waits until those who are there have gone; not for those whose handler hangs. */
    void drain() {
        var gone = shutdown();
        // Tells callers over HTTP/2 which streams are still taken (GOAWAY), and closes their connections after those.
        for (Graceful sessions : getContainedBeans(Graceful.class)) {
            var unused = sessions.shutdown();
        }
        long until = System.nanoTime() + LONGEST_NANOS;
        // That all are gone says that the acceptor has ended too, which may hold a connection that is in no set yet.
        while ((!gone.isDone()
                        || !accepted.isEmpty()
                        || !getConnectedEndPoints().isEmpty())
                && System.nanoTime() - until < 0) {
            getConnectedEndPoints().forEach(each -> each.setIdleTimeout(LAST_MILLIS));
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Override
    protected void doStop() throws Exception {
        try {
            super.doStop();
        } finally {
            over = true;
            accepted.forEach(PortListener::close);
            accepted.clear();
            getConnectedEndPoints().forEach(EndPoint::close);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a connection could not be closed", e);
        }
    }
}
