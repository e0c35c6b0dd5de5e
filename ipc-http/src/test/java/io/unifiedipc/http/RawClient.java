package io.unifiedipc.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A caller that sends any bytes. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 8_000;
    final Socket socket;

    RawClient(HttpTransport server) throws IOException {
        this(server.port());
    }

    RawClient(int port) throws IOException {
        this(new Socket(java.net.InetAddress.getLoopbackAddress(), port));
    }

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** An answer, taken apart. */
    record Answer(int status, String head, String body) {
        @Nullable
        String header(String name) {
            for (String line : head.lines().toList()) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return null;
        }
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    RawClient post(String path, String headers, String body) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    Answer answer() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("closed after '" + head + "'");
            }
            head.append((char) c);
        }
        Answer empty = new Answer(Integer.parseInt(head.substring(9, 12)), head.toString(), "");
        String length = empty.header("content-length");
        byte[] body = in.readNBytes(length == null ? 0 : Integer.parseInt(length));
        return new Answer(empty.status(), empty.head(), new String(body, StandardCharsets.UTF_8));
    }

    /** Whether the server closes the connection, within our patience. */
    boolean ends() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return !(e instanceof java.net.SocketTimeoutException);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
