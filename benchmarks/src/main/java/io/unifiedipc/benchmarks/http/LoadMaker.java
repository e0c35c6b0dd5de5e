package io.unifiedipc.benchmarks.http;

import io.unifiedipc.benchmarks.Subject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The same load for every receiver: connections that stay, each with a thread that writes the same request and reads the reply.
 * It costs a fraction of what any client does, so that the receiver has the rest of the machine.
 */
final class LoadMaker {
    private static final byte[] GOOD = "HTTP/1.1 200 ".getBytes(StandardCharsets.US_ASCII);

    private LoadMaker() {}

    static Subject open(int many, String type, String address) throws IOException {
        URI uri = URI.create(address);
        List<Callers.OneCall> calls = new ArrayList<>();
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Socket socket = new Socket(uri.getHost(), uri.getPort());
            socket.setTcpNoDelay(true);
            sockets.add(socket);
            calls.add(call(socket, Wire.request(uri.getAuthority(), type)));
        }
        return new Callers(calls, () -> close(sockets));
    }

    private static Callers.OneCall call(Socket socket, byte[] request) throws IOException {
        OutputStream out = socket.getOutputStream();
        Frame frame = new Frame(socket.getInputStream());
        byte[] placed = Wire.PLACED.writeValueAsBytes(OrderPlaced.ONE);
        return () -> {
            out.write(request);
            if (!frame.next() || !frame.starts(GOOD) || !frame.ends(placed)) {
                throw new IOException("answered with " + frame.text());
            }
        };
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket each : sockets) {
            each.close();
        }
    }
}
