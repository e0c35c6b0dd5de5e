package io.unifiedipc.http.call;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import okhttp3.Connection;
import okhttp3.Protocol;

/**
 * Sockets of which can be told, without waiting, whether the other side has closed them. A peer that restarts closes its idle
 * connections; a message written to one would be lost, and nobody could say whether it ran. They have another merit: an
 * interrupt ends what is blocked on them.
 */
final class Sockets extends SocketFactory {
    /** What a look may find; nobody reads it. One for each thread, as every call over a used connection looks. */
    private static final ThreadLocal<ByteBuffer> FOUND = ThreadLocal.withInitial(() -> ByteBuffer.allocate(1));

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = SocketChannel.open().socket();
        // HTTP/2 and TLS write in several pieces; the second would wait for the first one's acknowledgement, which
        // takes 40 ms.
        socket.setTcpNoDelay(true);
        return socket;
    }

    /**
     * Whether nothing can come of it to write to this connection, which has carried others before: it is closed, or has sent
     * what nobody asked for. Under HTTP/2 somebody else reads from it all the time and knows.
     */
    static boolean stale(Connection connection) {
        SocketChannel channel = connection.socket().getChannel();
        if (channel == null || connection.protocol() != Protocol.HTTP_1_1) {
            return false;
        }
        return connection.socket() instanceof SSLSocket secure ? stale(secure, channel) : stale(channel);
    }

    /**
     * What is there may be of TLS itself, such as a new ticket, and belongs to it. So the socket is asked only whether there is
     * something, and TLS what.
     */
    private static boolean stale(SSLSocket secure, SocketChannel channel) {
        try {
            if (!readable(channel)) {
                return false;
            }
            int before = secure.getSoTimeout();
            secure.setSoTimeout(1);
            try {
                return secure.getInputStream().read() >= -1;
            } finally {
                secure.setSoTimeout(before);
            }
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean readable(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            return selector.selectNow() > 0;
        } finally {
            channel.configureBlocking(true);
        }
    }

    private static boolean stale(SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            try {
                return channel.read(FOUND.get().clear()) != 0;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    private static Socket connected(SocketAddress address) throws IOException {
        return SocketChannel.open(address).socket();
    }
}
