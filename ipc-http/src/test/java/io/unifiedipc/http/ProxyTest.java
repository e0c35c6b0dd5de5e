package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Link;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls through a proxy, and proxies that don't let them through. */
class ProxyTest {
    private static final String CREDENTIALS =
            "Basic " + Base64.getEncoder().encodeToString("me:se cret".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    private final Rig rig = new Rig();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private Pki pki;

    @AfterEach
    void close() {
        rig.close();
    }

    private HttpTransport serving(boolean secure) {
        pki = new Pki(folder, "our CA");
        HttpTransport server = secure
                ? rig.server("tls-certificate", pki.both("server.pem", pki.issue("server", "localhost")))
                : rig.server();
        server.link(Rig.commands("orders")).receive(Rig.receives("", "place"), Rig.answering(m -> Rig.text("echo")));
        return server;
    }

    /** A proxy that lets through, or answers with this. */
    private RawPeer proxy(String answer) {
        return RawPeer.raw(socket -> {
            String head = head(socket.getInputStream());
            heads.add(head);
            if (!answer.isEmpty()) {
                RawPeer.says(answer).run(socket);
                socket.getInputStream().read();
                return;
            }
            String[] words = head.split(" ", 3);
            boolean tunnel = words[0].equals("CONNECT");
            int port = tunnel
                    ? Integer.parseInt(words[1].substring(words[1].indexOf(':') + 1))
                    : URI.create(words[1]).getPort();
            try (Socket next = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (tunnel) {
                    RawPeer.says("HTTP/1.1 200 Yes\r\n\r\n").run(socket);
                } else {
                    next.getOutputStream()
                            .write((words[0] + " " + URI.create(words[1]).getRawPath() + " " + words[2])
                                    .getBytes(StandardCharsets.ISO_8859_1));
                }
                RawPeer.daemon(() -> copy(next, socket));
                copy(socket, next);
            }
        });
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("closed");
            }
            head.append((char) c);
        }
        return head.toString();
    }

    private static void copy(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two has gone.
        }
    }

    private Link calling(String address, String proxy, String... more) {
        List<String> options = new ArrayList<>(List.of("address", address, "proxy", proxy));
        options.addAll(List.of(more));
        return rig.transport().link(Rig.commands("orders", options.toArray(String[]::new)));
    }

    @ParameterizedTest
    @CsvSource({"false, auto", "true, http-1", "true, auto"})
    void goesThrough(boolean secure, String protocol) throws IOException {
        HttpTransport server = serving(secure);
        // A name that only the proxy would know: it isn't looked up here.
        String address = (secure ? "https" : "http") + "://localhost:" + server.port();
        try (RawPeer proxy = proxy("")) {
            Link link = calling(
                    address,
                    proxy.base(),
                    "tls-trust",
                    secure ? pki.trust() : "system",
                    "protocol",
                    protocol,
                    "proxy-user",
                    "me",
                    "proxy-password",
                    "se cret");
            for (int i = 0; i < 3; i++) {
                assertThat(Rig.text(Rig.ask(link, Rig.text("x")).reply())).isEqualTo("echo");
            }
        }
        assertThat(heads).hasSize(1);
        assertThat(heads.get(0))
                .startsWith(
                        secure
                                ? "CONNECT localhost:" + server.port()
                                : "POST http://localhost:" + server.port() + "/v1/orders/place HTTP/1.1")
                .contains("Proxy-Authorization: " + CREDENTIALS + "\r\n");
    }

    @Test
    void credentialsGoToTheProxyAlone() throws IOException {
        HttpTransport server = serving(true);
        try (Tap tap = rig.tap(server);
                RawPeer proxy = proxy("")) {
            Link link = calling(
                    "https://localhost:" + tap.port(),
                    proxy.base(),
                    "tls-trust",
                    pki.trust(),
                    "proxy-user",
                    "me",
                    "proxy-password",
                    "se cret");
            Rig.ask(link, Rig.text("x")).reply();
            assertThat(tap.requests().get(0)).doesNotContain("Proxy-Auth").doesNotContain("CONNECT");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https, 407, UNAUTHORIZED, NO, proxy-password",
        "http, 407, UNAUTHORIZED, NO, proxy-password",
        "https, 502, UNREACHABLE, NO, CONNECT with 502",
        "https, 403, UNREACHABLE, NO, CONNECT with 403",
        "http, 502, FAILED, MAYBE, 502"
    })
    void doesntLetThrough(String scheme, int status, Kind kind, Executed executed, String word) throws IOException {
        try (RawPeer proxy = proxy(
                "HTTP/1.1 " + status + " No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")) {
            for (String[] more : new String[][] {{}, {"proxy-user", "me", "proxy-password", "se cret"}}) {
                heads.clear();
                IpcException failure = Rig.ask(calling(scheme + "://shop.invalid:1", proxy.base(), more), Rig.text("x"))
                        .failure();
                assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
                assertThat(failure.executed()).isEqualTo(executed);
                assertThat(failure)
                        .hasMessageContaining("'orders' at " + scheme + "://shop.invalid:1")
                        .hasMessageContaining(word)
                        .hasMessageNotContaining("se cret");
                assertThat(heads).as("asked once").hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"http", "https"})
    void isNotThere(String scheme) throws IOException {
        String gone;
        try (RawPeer proxy = proxy("")) {
            gone = proxy.base();
        }
        IpcException failure = Rig.ask(calling(scheme + "://shop.invalid:1", gone), Rig.text("x"))
                .failure();
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        assertThat(failure).hasMessageContaining("the proxy at 127.0.0.1");
    }

    @Test
    void theEnvironmentsProxyIsNotUsed() throws IOException {
        HttpTransport server = serving(false);
        try (RawPeer proxy = proxy("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n")) {
            URI at = URI.create(proxy.base());
            System.setProperty("http.proxyHost", at.getHost());
            System.setProperty("http.proxyPort", "" + at.getPort());
            System.setProperty("http.nonProxyHosts", "");
            try {
                Link link = rig.transport().link(Rig.commands("orders", "address", Rig.base(server)));
                assertThat(Rig.text(Rig.ask(link, Rig.text("x")).reply())).isEqualTo("echo");
            } finally {
                System.clearProperty("http.proxyHost");
                System.clearProperty("http.proxyPort");
                System.clearProperty("http.nonProxyHosts");
            }
        }
        assertThat(heads).isEmpty();
    }
}
