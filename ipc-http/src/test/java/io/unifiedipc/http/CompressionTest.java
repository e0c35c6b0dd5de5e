package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.wire.Gzip;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Link;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that travel compressed, whole and broken, and the limit that counts what comes out of them. */
class CompressionTest {
    private static final String OURS = "ipc-executed: yes\r\n";

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    private HttpTransport serving(int limit, String reply) {
        HttpTransport server = rig.server();
        server.link(Rig.commands("orders", limit))
                .receive(
                        Rig.receives("", "place"),
                        Rig.answering(m -> Rig.text(reply + Rig.text(m).length())));
        return server;
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void answersAreCompressedWhereThatIsAsked(boolean asked, boolean packed) throws IOException {
        String large = "abcd".repeat(10_000);
        HttpTransport server = serving(100_000, large);
        try (Tap tap = rig.tap(server)) {
            Link link = rig.transport()
                    .link(Rig.commands("orders", 100_000, "address", tap.base(), "compression", "" + asked));
            assertThat(Rig.text(Rig.ask(link, Rig.text("x")).reply())).isEqualTo(large + "1");
            assertThat(tap.answered() < 2_000).as(tap.answered() + " bytes").isEqualTo(packed);
            assertThat(tap.requests().get(0).toLowerCase(Locale.ROOT))
                    .contains("accept-encoding: " + (asked ? "zstd, gzip" : "identity"));
        }
    }

    @Test
    void smallAnswersAreNot() throws IOException {
        HttpTransport server = serving(1_000, "small");
        try (RawClient client = new RawClient(server)) {
            RawClient.Answer answer = client.post("/v1/orders/place", "Accept-Encoding: gzip\r\n", "x")
                    .answer();
            assertThat(answer.header("content-encoding")).isNull();
            assertThat(answer.body()).isEqualTo("small1");
        }
    }

    @Test
    void aResultThatSomebodyComesBackForIsPackedToo() throws Exception {
        HttpTransport server = rig.server();
        BlockingQueue<Delivery> held = new LinkedBlockingQueue<>();
        server.link(Rig.commands("orders", 100_000, "respond-async-after", "10ms"))
                .receive(Rig.receives("", "place"), held::add);
        try (RawClient client = new RawClient(server)) {
            String location = client.post("/v1/orders/place", "Prefer: respond-async\r\n", "x")
                    .answer()
                    .header("location");
            Objects.requireNonNull(held.poll(10, TimeUnit.SECONDS)).reply(Rig.text("abcd".repeat(10_000)));
            RawClient.Answer result = client.send(
                            "GET /v1/orders/" + Objects.requireNonNull(location).substring(2)
                                    + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n")
                    .answer();
            assertThat(result.status()).isEqualTo(200);
            assertThat(result.header("content-encoding")).isEqualTo("gzip");
        }
    }

    @Test
    void theLimitCountsWhatComesOut() {
        HttpTransport server = serving(100_000, "x".repeat(50_000));
        Link link = rig.transport()
                .link(Rig.commands("orders", 40_000, "address", Rig.base(server), "compression", "true"));
        IpcException failure = Rig.ask(link, Rig.text("x")).failure();
        assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(failure.executed()).isEqualTo(Executed.YES);
        assertThat(failure).hasMessageContaining("40000");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Stream<Arguments> answers() {
        byte[] hello = Gzip.pack(bytes("hello"));
        byte[] bomb = Gzip.pack(new byte[50 << 20]);
        byte[] corrupt = hello.clone();
        corrupt[corrupt.length - 6] ^= 1;
        byte[] zstd = Zstd.compress(bytes("hello"));
        byte[] zstdBomb = Zstd.compress(new byte[50 << 20]);
        return Stream.of(
                Arguments.of("gzip", hello, hello.length, null),
                Arguments.of("GZIP", hello, hello.length, null),
                Arguments.of("zstd", zstd, zstd.length, null),
                Arguments.of("gzip", bomb, bomb.length, Kind.TOO_LARGE),
                Arguments.of("zstd", zstdBomb, zstdBomb.length, Kind.TOO_LARGE),
                Arguments.of("gzip", corrupt, corrupt.length, Kind.UNDECODABLE),
                Arguments.of("zstd", hello, hello.length, Kind.UNDECODABLE),
                Arguments.of("gzip", bytes("hello"), 5, Kind.UNDECODABLE),
                Arguments.of("gzip", Arrays.copyOf(hello, 15), 15, Kind.UNDECODABLE),
                Arguments.of("zstd", Arrays.copyOf(zstd, 10), 10, Kind.UNDECODABLE),
                Arguments.of("gzip", Arrays.copyOf(hello, 15), hello.length, Kind.CONNECTION_LOST),
                Arguments.of("zstd", Arrays.copyOf(zstd, 10), zstd.length, Kind.CONNECTION_LOST),
                Arguments.of("br", hello, hello.length, Kind.UNDECODABLE));
    }

    @ParameterizedTest(name = "{0} of {2} bytes: {3}")
    @MethodSource("answers")
    void answersOfAnyKind(String coding, byte[] body, int announced, Kind kind) throws IOException {
        for (String mark : new String[] {OURS, ""}) {
            try (RawPeer peer = new RawPeer(socket -> {
                OutputStream out = socket.getOutputStream();
                out.write(bytes("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + mark + "Content-Encoding: " + coding
                        + "\r\nContent-Length: " + announced + "\r\n\r\n"));
                out.write(body);
                out.flush();
                if (body.length < announced) {
                    socket.close();
                }
            })) {
                Rig.Asked asked =
                        Rig.ask(rig.transport().link(Rig.commands("orders", "address", peer.base())), Rig.text("x"));
                if (kind == null) {
                    assertThat(Rig.text(asked.reply())).isEqualTo("hello");
                } else {
                    assertThat(asked.failure().kind())
                            .as(asked.failure().getMessage())
                            .isEqualTo(kind);
                    assertThat(asked.failure().executed()).isEqualTo(mark.isEmpty() ? Executed.MAYBE : Executed.YES);
                    assertThat(asked.failure()).hasMessageContaining("'orders' at http");
                }
                assertThat(peer.requests).hasValue(1);
            }
        }
    }

    private RawClient.Answer post(HttpTransport server, String coding, byte[] body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(bytes("POST /v1/orders/place HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
                            + "Content-Encoding: " + coding + "\r\nContent-Length: " + body.length + "\r\n\r\n"));
            socket.getOutputStream().write(body);
            try (RawClient client = new RawClient(socket)) {
                return client.answer();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "identity"})
    void requestsMayBeCompressed(String coding) throws IOException {
        HttpTransport server = serving(1_000, "length ");
        byte[] body = bytes("y".repeat(1_000));
        RawClient.Answer answer = post(server, coding, coding.equals("identity") ? body : Gzip.pack(body));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("length 1000");
    }

    @Test
    void requestsThatCantBeUnpacked() throws IOException {
        HttpTransport server = serving(1_000, "");
        byte[] hello = Gzip.pack(bytes("hello"));
        refused(post(server, "gzip", Gzip.pack(new byte[1_001])), 413, "too-large");
        refused(post(server, "gzip", Gzip.pack(new byte[500_000])), 413, "too-large");
        refused(post(server, "gzip", bytes("hello")), 400, "undecodable");
        refused(post(server, "gzip", Arrays.copyOf(hello, 15)), 400, "undecodable");
        refused(post(server, "gzip", new byte[0]), 400, "undecodable");
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int i = 0; i < 40; i++) {
            pieces.writeBytes(Gzip.pack(new byte[0]));
        }
        refused(post(server, "gzip", pieces.toByteArray()), 400, "undecodable");
        refused(post(server, "br", hello), 415, "unsupported");
        refused(post(server, "gzip, gzip", hello), 415, "unsupported");
    }

    private static void refused(RawClient.Answer answer, int status, String kind) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("ipc-kind")).isEqualTo(kind);
        assertThat(answer.header("ipc-executed")).isEqualTo("no");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "br, GZIP;q=0.5 | true",
                "x-gzip | true",
                "gzip;q=0 | false",
                "gzip; q=0.000 | false",
                "gzipped | false",
                "identity | false",
                "'' | false"
            })
    void whoTakesIt(String header, boolean takes) {
        assertThat(Gzip.accepted(header)).isEqualTo(takes);
    }
}
