package io.unifiedipc.http.call;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.SocketFactory;

/**
 * Sockets of which can be told, without waiting, whether the other side has closed them. A peer that restarts closes its idle
 * connections; a message written to one would be lost, and nobody could say whether it ran. They have another merit: an
 * interrupt ends what is blocked on them.
 */
final class Sockets extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
        return SocketChannel.open().socket();
    }

    /** Whether nothing can come of it to write to this socket: it is closed, or has sent what nobody asked for. */
    static boolean stale(Socket socket) {
        SocketChannel channel = socket.getChannel();
        if (channel == null) {
            return false;
        }
        try {
            channel.configureBlocking(false);
            try {
                return channel.read(ByteBuffer.allocate(1)) != 0;
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
