package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.Style;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides over HTTP/2, where calls share a connection. */
class Http2Test {
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    private static final int HEADERS = 1;
    private static final int REFUSED_STREAM = 7;
    private static final int INTERNAL_ERROR = 2;

    @TempDir
    Path folder;

    private final Rig rig = new Rig();
    private final Rig.Held held = new Rig.Held();
    private Pki pki;

    @BeforeEach
    void make() {
        pki = new Pki(folder, "our CA");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** A server, and a way to it through a tap. */
    private final class Line implements AutoCloseable {
        final HttpTransport server;
        final Intake intake;
        final Tap tap;
        final Link link;

        Line(boolean secure, String... options) {
            server = secure
                    ? rig.server("tls-certificate", pki.both("server.pem", pki.issue("server", "127.0.0.1")))
                    : rig.server();
            intake = server.link(Rig.commands("orders")).receive(Rig.receives("", "place"), held);
            tap = rig.tap(server);
            List<String> all = new ArrayList<>(List.of(options));
            all.addAll(
                    secure
                            ? List.of("address", "https://127.0.0.1:" + tap.port(), "tls-trust", pki.trust())
                            : List.of("address", tap.base(), "protocol", "h2c"));
            link = rig.transport().link(Rig.commands("orders", all.toArray(String[]::new)));
        }

        @Override
        public void close() throws IOException {
            tap.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callsShareAConnection(boolean secure) throws IOException {
        try (Line line = new Line(secure)) {
            Rig.Asked first = Rig.ask(line.link, Rig.text("0"));
            held.next(0);
            List<Rig.Asked> others = new ArrayList<>();
            for (int i = 1; i < 20; i++) {
                others.add(Rig.ask(line.link, Rig.text("" + i)));
            }
            held.next(19);
            held.all.forEach(each -> each.reply(each.envelope()));
            assertThat(Rig.text(first.reply())).isEqualTo("0");
            others.forEach(Rig.Asked::reply);
            assertThat(line.tap.connections()).isEqualTo(1);
            assertThat(line.tap.requests().get(0).startsWith("PRI * HTTP/2.0")).isEqualTo(!secure);
        }
    }

    @Test
    void fallsBackWhereHttp2IsNotOffered() throws IOException {
        try (Line line = new Line(true, "protocol", "http-1")) {
            Rig.Asked one = Rig.ask(line.link, Rig.text("1"));
            held.next(0);
            Rig.Asked two = Rig.ask(line.link, Rig.text("2"));
            held.next(1).reply(Rig.text("b"));
            held.next(0).reply(Rig.text("a"));
            assertThat(Rig.text(one.reply()) + Rig.text(two.reply())).isEqualTo("ab");
            assertThat(line.tap.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneIsCancelledAndTheOthersGoOn(boolean secure) throws IOException {
        try (Line line = new Line(secure)) {
            Rig.Asked stays = Rig.ask(line.link, Rig.text("stays"));
            Delivery first = held.next(0);
            for (int i = 1; i <= 3; i++) {
                Rig.Asked goes = Rig.ask(line.link, Rig.text("goes"));
                Delivery delivery = held.next(i);
                AtomicInteger lost = new AtomicInteger();
                delivery.onLost(lost::incrementAndGet);
                long cancelled = System.nanoTime();
                goes.call.abort(IpcException.of(Kind.CANCELLED, Executed.MAYBE, "cancelled"));
                assertThat(goes.failure().kind()).isEqualTo(Kind.CANCELLED);
                Rig.await("the receiver notices", () -> lost.get() > 0);
                assertThat(Duration.ofNanos(System.nanoTime() - cancelled)).isLessThan(Duration.ofSeconds(4));
                assertThat(delivery.live()).isFalse();
            }
            assertThat(first.live()).isTrue();
            first.reply(Rig.text("here"));
            assertThat(Rig.text(stays.reply())).isEqualTo("here");
            assertThat(line.tap.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptedCallerHarmsNobody(boolean secure) throws Exception {
        try (Line line = new Line(secure)) {
            Rig.Asked stays = Rig.ask(line.link, Rig.text("stays"));
            held.next(0);
            Thread blocked = new Thread(() -> {
                Rig.ask(line.link, Rig.text("x"), Style.REQUEST, Duration.ofSeconds(5), true);
                Thread.currentThread().interrupt();
                Rig.ask(line.link, Rig.text("y"), Style.REQUEST, Duration.ofSeconds(5), true);
            });
            blocked.start();
            blocked.join(5_000);
            held.next(2);
            held.all.forEach(each -> each.reply(Rig.text("here")));
            assertThat(Rig.text(stays.reply())).isEqualTo("here");
            assertThat(line.tap.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connectionBreaks(boolean secure) throws IOException {
        try (Line line = new Line(secure)) {
            List<Rig.Asked> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(Rig.ask(line.link, Rig.text("x")));
                held.next(i);
            }
            AtomicInteger lost = new AtomicInteger();
            held.all.forEach(each -> each.onLost(lost::incrementAndGet));
            line.tap.cut();
            for (Rig.Asked each : all) {
                assertThat(each.failure().kind()).isEqualTo(Kind.CONNECTION_LOST);
                assertThat(each.failure().executed()).isEqualTo(Executed.MAYBE);
            }
            Rig.await("the receiver notices", () -> lost.get() == 3);
            Rig.Asked again = Rig.ask(line.link, Rig.text("again"));
            held.next(3).reply(Rig.text("here"));
            assertThat(Rig.text(again.reply())).isEqualTo("here");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closesInOrder(boolean secure) throws IOException {
        try (Line line = new Line(secure)) {
            Rig.Asked asked = Rig.ask(line.link, Rig.text("x"));
            Delivery delivery = held.next(0);
            line.intake.stop();
            assertThat(Rig.ask(line.link, Rig.text("late")).failure().kind()).isEqualTo(Kind.CLOSED);
            delivery.reply(Rig.text("last"));
            long from = System.nanoTime();
            line.server.close().toCompletableFuture().join();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(2));
            assertThat(Rig.text(asked.reply())).isEqualTo("last");
            IpcException gone = Rig.ask(line.link, Rig.text("x")).failure();
            assertThat(gone.executed() == Executed.NO || gone.kind() == Kind.CONNECTION_LOST)
                    .as(gone.getMessage())
                    .isTrue();
        }
    }

    /** A server of HTTP/2 that says one thing to each stream. */
    private RawPeer saying(Answer answer) {
        return saying(SETTINGS, answer);
    }

    private RawPeer saying(byte[] greeting, Answer answer) {
        return RawPeer.raw(socket -> {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            in.readNBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
            out.write(greeting);
            out.flush();
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                in.readUnsignedByte();
                int stream = in.readInt();
                in.readNBytes(length);
                if (type == HEADERS) {
                    answer.to(out, stream);
                    out.flush();
                }
            }
        });
    }

    @FunctionalInterface
    private interface Answer {
        void to(OutputStream out, int stream) throws IOException;
    }

    private static byte[] reset(int stream, int code) {
        return new byte[] {0, 0, 4, 3, 0, 0, 0, 0, (byte) stream, 0, 0, 0, (byte) code};
    }

    /** The streams up to this one are still taken. */
    private static byte[] goAway(int last) {
        return new byte[] {0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, (byte) last, 0, 0, 0, 0};
    }

    private IpcException asked(RawPeer peer) {
        return Rig.ask(
                        rig.transport().link(Rig.commands("orders", "address", peer.base(), "protocol", "h2c")),
                        Rig.text("x"))
                .failure();
    }

    @Test
    void refusedStreamsWereNotExecuted() throws IOException {
        try (RawPeer peer = saying((out, stream) -> out.write(reset(stream, REFUSED_STREAM)))) {
            IpcException failure = asked(peer);
            assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
            assertThat(failure.executed()).isEqualTo(Executed.NO);
            assertThat(failure.retrySafe()).isTrue();
            assertThat(failure)
                    .hasMessageContaining("'orders' at http://127.0.0.1")
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void streamsAboveTheLastOneWereNotExecuted() throws IOException {
        try (RawPeer peer = saying((out, stream) -> out.write(goAway(0)))) {
            IpcException failure = asked(peer);
            assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
            assertThat(failure.executed()).isEqualTo(Executed.NO);
        }
    }

    @Test
    void streamsThatAreStillTakenMayHaveBeen() throws IOException {
        try (RawPeer peer = saying((out, stream) -> {
            out.write(goAway(stream));
            out.flush();
            throw new IOException("and closed");
        })) {
            IpcException failure = asked(peer);
            assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
            assertThat(failure.executed()).isEqualTo(Executed.MAYBE);
        }
    }

    @Test
    void anyOtherResetMayHaveRun() throws IOException {
        try (RawPeer peer = saying((out, stream) -> out.write(reset(stream, INTERNAL_ERROR)))) {
            IpcException failure = asked(peer);
            assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
            assertThat(failure.executed()).isEqualTo(Executed.MAYBE);
            assertThat(failure).hasMessageContaining("INTERNAL_ERROR");
        }
    }

    @Test
    void serverOfHttp1() throws IOException {
        byte[] bad = "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        try (RawPeer peer = saying(new byte[0], (out, stream) -> out.write(bad))) {
            IpcException failure = asked(peer);
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure.executed()).isEqualTo(Executed.NO);
            assertThat(failure).hasMessageContaining("answers in HTTP/1.1");
        }
    }

    @Test
    void ownPortSpeaksBothOnPlainText() throws IOException {
        HttpTransport server = rig.server();
        server.link(Rig.commands("orders")).receive(Rig.receives("", "place"), Rig.answering(m -> Rig.text("echo")));
        for (String protocol : List.of("auto", "h2c", "http-1")) {
            Link link = rig.transport().link(Rig.commands("orders", "address", Rig.base(server), "protocol", protocol));
            assertThat(Rig.text(Rig.ask(link, Rig.text("x")).reply())).isEqualTo("echo");
        }
    }

    @Test
    void largeBodiesBothWays() throws IOException {
        try (Line line = new Line(true)) {
            String large = "x".repeat(Rig.LIMIT);
            Rig.Asked asked = Rig.ask(line.link, Rig.text(large));
            Delivery delivery = held.next(0);
            delivery.reply(delivery.envelope());
            assertThat(Rig.text(asked.reply())).isEqualTo(large);
            assertThat(Rig.ask(line.link, Rig.text(large + "y")).failure().kind())
                    .isEqualTo(Kind.TOO_LARGE);
        }
    }
}
