package io.unifiedipc.samples.checkout.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Passes bytes on between sockets, and counts the requests that go by. It knows nothing of the library. */
final class CountingProxy implements AutoCloseable {
    private static final byte[] REQUEST = "post /v1/".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    CountingProxy(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    long requests() {
        return requests.get();
    }

    long bytes() {
        return bytes.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket caller = server.accept();
            Socket receiver = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(caller);
            open.add(receiver);
            start(() -> pass(caller, receiver, true));
            start(() -> pass(receiver, caller, false));
        }
    }

    private void pass(Socket from, Socket to, boolean count) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            int matched = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; count && i < n; i++) {
                    matched = follow(matched, buffer[i]);
                }
                bytes.addAndGet(n);
                out.write(buffer, 0, n);
                out.flush();
            }
        }
    }

    /** How much of a request's line has been seen. */
    private int follow(int matched, byte next) {
        int lower = Character.toLowerCase(next);
        if (lower == REQUEST[matched]) {
            if (matched + 1 == REQUEST.length) {
                requests.incrementAndGet();
                return 0;
            }
            return matched + 1;
        }
        return lower == REQUEST[0] ? 1 : 0;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // the one side or the other has closed
                    }
                },
                "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
