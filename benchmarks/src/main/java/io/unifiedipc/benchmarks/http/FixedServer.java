package io.unifiedipc.benchmarks.http;

import io.unifiedipc.benchmarks.Contender;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Answers every request with the same bytes, one thread for each connection. It reads no more of a request than where it ends,
 * so that what is measured on two cores is the one who calls and not the one who answers.
 */
final class FixedServer implements Contender.Running {
    private final ServerSocket port;
    private final byte[] reply = Wire.reply();
    private final Consumer<Frame> requests;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private FixedServer(Consumer<Frame> requests) throws IOException {
        this.requests = requests;
        port = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        daemon(this::accept, "accept").start();
    }

    /** On any free port. */
    static FixedServer open() throws IOException {
        return new FixedServer(frame -> {});
    }

    /** One that tells of each request, head and body as text. */
    static FixedServer telling(Consumer<String> requests) throws IOException {
        return new FixedServer(frame -> requests.accept(frame.text()));
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port.getLocalPort();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, "fixed-server-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = port.accept();
                open.add(socket);
                daemon(() -> serve(socket), "connection").start();
            }
        } catch (IOException e) {
            if (!port.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Frame frame = new Frame(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (frame.next()) {
                requests.accept(frame);
                out.write(reply);
            }
        } catch (IOException e) {
            // The client has gone, and tells by itself if it did not mean to.
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            port.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
