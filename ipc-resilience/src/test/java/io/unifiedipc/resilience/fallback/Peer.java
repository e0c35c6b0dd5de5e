package io.unifiedipc.resilience.fallback;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks as much HTTP as it takes to answer one request on each connection, or not to. */
final class Peer implements Closeable {
    /** What it does with a request. */
    enum Deed {
        ANSWER,
        BREAK_OFF,
        HANG
    }

    private final ServerSocket server;
    private final List<Socket> hanging = new CopyOnWriteArrayList<>();
    private final List<IOException> gone = new CopyOnWriteArrayList<>();
    private volatile Deed deed = Deed.ANSWER;

    private Peer(ServerSocket server) {
        this.server = server;
        Thread thread = new Thread(this::serve, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    static Peer listening() {
        try {
            return new Peer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://localhost:" + server.getLocalPort();
    }

    void does(Deed next) {
        deed = next;
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                gone.add(e); // the other side has gone, or this one is closed
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String request = in.readLine();
        String line = request;
        while (line != null && !line.isEmpty()) {
            line = in.readLine(); // headers say nothing that it needs
        }
        if (deed == Deed.HANG) {
            hanging.add(socket);
            return;
        }
        try (socket) {
            if (request != null && deed == Deed.ANSWER) {
                String path = request.substring(request.indexOf(' ') + 1, request.lastIndexOf(' '));
                String body = "{\"sku\":\"" + path + "\",\"cents\":1}";
                socket.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
                                        + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : hanging) {
            socket.close();
        }
    }
}
