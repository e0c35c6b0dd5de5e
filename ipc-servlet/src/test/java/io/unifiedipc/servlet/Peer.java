package io.unifiedipc.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A caller that sends any bytes. */
final class Peer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    final Socket socket;

    Peer(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    record Answer(int status, String head, String body) {
        @Nullable
        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }
    }

    Peer send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    Answer ask(String method, String path, String headers, String body) throws IOException {
        send(method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        return answer();
    }

    Answer place(String headers, String sku) throws IOException {
        return ask("POST", Tomcats.PLACE + "/v1/orders/Place", headers, "{\"sku\":\"" + sku + "\",\"quantity\":1}");
    }

    Answer answer() throws IOException {
        return answer("");
    }

    private Answer answer(String begun) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder(begun);
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

    /** Whether it was told so, or at least that there will be no answer: containers may close in place of one. */
    boolean refused(int status) throws IOException {
        int first = socket.getInputStream().read();
        return first < 0 || answer("" + (char) first).status() == status;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
