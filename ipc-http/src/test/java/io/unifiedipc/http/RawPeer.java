package io.unifiedipc.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers with any bytes. It reads each request whole before, and counts it. */
final class RawPeer implements AutoCloseable {
    /** Does something with a connection whose request has been read. */
    @FunctionalInterface
    interface Script {
        void run(Socket socket) throws IOException;
    }

    private final boolean raw;
    final AtomicInteger requests = new AtomicInteger();
    final List<String> heads = Collections.synchronizedList(new ArrayList<>());
    volatile Script script;
    private final ServerSocket server;
    private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());

    RawPeer(Script script) {
        this(script, false);
    }

    private RawPeer(Script script, boolean raw) {
        this.script = script;
        this.raw = raw;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** A script that reads by itself, from the first byte of each connection. */
    static RawPeer raw(Script script) {
        return new RawPeer(script, true);
    }

    /** Answers with these characters and keeps the connection. */
    static Script says(String answer) {
        return socket -> {
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        };
    }

    /** Answers with these characters and closes the connection. */
    static Script saysAndCloses(String answer) {
        return socket -> {
            says(answer).run(socket);
            socket.close();
        };
    }

    String base() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        if (raw) {
            try (socket) {
                script.run(socket);
            } catch (IOException e) {
                // The other side may go away at any time.
            }
            return;
        }
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!socket.isClosed()) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                in.readNBytes(length(head));
                heads.add(head);
                requests.incrementAndGet();
                script.run(socket);
            }
        } catch (IOException e) {
            // The other side may go away at any time.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                return "";
            }
            head.append((char) c);
        }
        return head.toString();
    }

    private static int length(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        return at < 0 ? 0 : Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at)));
    }

    static void daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-peer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : List.copyOf(sockets)) {
            each.close();
        }
    }
}
