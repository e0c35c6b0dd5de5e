package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.Style;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller makes of peers that answer wrongly, or not at all. */
class BadPeersTest {
    private static final String GOOD =
            "HTTP/1.1 200 OK\r\nipc-executed: yes\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\ngood";
    private static final String OURS = "HTTP/1.1 200 OK\r\nipc-executed: yes\r\nContent-Type: text/plain\r\n";
    private static final String THEIRS = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
    private static final String HTML = "Content-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>";

    static Stream<Arguments> answers() {
        String long1 = "x".repeat(Rig.LIMIT + 1);
        String chunks = "400\r\n" + "x".repeat(1024) + "\r\n";
        return Stream.of(
                row("closes before the status line", Kind.CONNECTION_LOST, Executed.MAYBE, RawPeer.saysAndCloses("")),
                row("resets the connection", Kind.CONNECTION_LOST, Executed.MAYBE, socket -> {
                    socket.setSoLinger(true, 0);
                    socket.close();
                }),
                row(
                        "closes within the status line",
                        Kind.CONNECTION_LOST,
                        Executed.MAYBE,
                        RawPeer.saysAndCloses("HTTP/1.1 20")),
                row("says no HTTP", Kind.CONNECTION_LOST, Executed.MAYBE, RawPeer.saysAndCloses("220 smtp ready\r\n")),
                row("closes within the headers", Kind.CONNECTION_LOST, Executed.MAYBE, RawPeer.saysAndCloses(OURS)),
                row(
                        "closes within our body",
                        Kind.CONNECTION_LOST,
                        Executed.YES,
                        RawPeer.saysAndCloses(OURS + "Content-Length: 10\r\n\r\nabc")),
                row(
                        "closes within a stranger's body",
                        Kind.CONNECTION_LOST,
                        Executed.MAYBE,
                        RawPeer.saysAndCloses(THEIRS + "Content-Length: 10\r\n\r\nabc")),
                row(
                        "cuts our chunks off",
                        Kind.CONNECTION_LOST,
                        Executed.YES,
                        RawPeer.saysAndCloses(OURS + "Transfer-Encoding: chunked\r\n\r\n5\r\nabc")),
                row(
                        "announces too much",
                        Kind.TOO_LARGE,
                        Executed.YES,
                        RawPeer.says(OURS + "Content-Length: " + long1.length() + "\r\n\r\n" + long1)),
                row(
                        "announces far too much",
                        Kind.TOO_LARGE,
                        Executed.YES,
                        RawPeer.says(OURS + "Content-Length: 99999999999\r\n\r\n")),
                row(
                        "sends too much in chunks",
                        Kind.TOO_LARGE,
                        Executed.YES,
                        RawPeer.says(OURS + "Transfer-Encoding: chunked\r\n\r\n" + chunks)),
                row(
                        "sends too much until it closes",
                        Kind.TOO_LARGE,
                        Executed.YES,
                        RawPeer.saysAndCloses(OURS + "\r\n" + long1)),
                row(
                        "a stranger sends too much",
                        Kind.TOO_LARGE,
                        Executed.MAYBE,
                        RawPeer.says(THEIRS + "Content-Length: " + long1.length() + "\r\n\r\n" + long1)),
                row(
                        "a header of ours that is no UTF-8",
                        Kind.UNDECODABLE,
                        Executed.YES,
                        RawPeer.says(OURS + "ce-id: %FF\r\nContent-Length: 0\r\n\r\n")),
                row(
                        "a gateway's page",
                        Kind.FAILED,
                        Executed.MAYBE,
                        RawPeer.says("HTTP/1.1 502 Bad Gateway\r\n" + HTML)),
                row("a login page", Kind.FAILED, Executed.MAYBE, RawPeer.says("HTTP/1.1 200 OK\r\n" + HTML)),
                row(
                        "a redirect",
                        Kind.UNROUTABLE,
                        Executed.MAYBE,
                        RawPeer.says("HTTP/1.1 307 Go\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")),
                row(
                        "503 that asks for a retry at once",
                        Kind.OVERLOADED,
                        Executed.MAYBE,
                        RawPeer.says("HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n")),
                row(
                        "408, which drivers like to repeat",
                        Kind.TIMEOUT,
                        Executed.MAYBE,
                        RawPeer.says("HTTP/1.1 408 Late\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")),
                row(
                        "421, too",
                        Kind.UNROUTABLE,
                        Executed.MAYBE,
                        RawPeer.says("HTTP/1.1 421 Not here\r\nContent-Length: 0\r\n\r\n")),
                row(
                        "404",
                        Kind.UNROUTABLE,
                        Executed.MAYBE,
                        RawPeer.says("HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n")),
                row(
                        "401",
                        Kind.UNAUTHORIZED,
                        Executed.NO,
                        RawPeer.says(
                                "HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n")),
                row(
                        "407 of no proxy of ours",
                        Kind.UNAUTHORIZED,
                        Executed.MAYBE,
                        RawPeer.says("HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n")),
                row(
                        "403",
                        Kind.UNAUTHORIZED,
                        Executed.NO,
                        RawPeer.says("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")),
                row("405", Kind.UNSUPPORTED, Executed.NO, RawPeer.says("HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n")),
                row("413", Kind.TOO_LARGE, Executed.NO, RawPeer.says("HTTP/1.1 413 No\r\nContent-Length: 0\r\n\r\n")),
                row("415", Kind.UNSUPPORTED, Executed.NO, RawPeer.says("HTTP/1.1 415 No\r\nContent-Length: 0\r\n\r\n")),
                row(
                        "429",
                        Kind.OVERLOADED,
                        Executed.NO,
                        RawPeer.says("HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n")),
                row(
                        "a failure of ours",
                        Kind.CONFLICT,
                        Executed.YES,
                        RawPeer.says(
                                "HTTP/1.1 409 C\r\nipc-kind: conflict\r\nipc-executed: yes\r\nContent-Length: 2\r\n\r\n{}")),
                row(
                        "a failure of ours, cut off",
                        Kind.REFUSED,
                        Executed.YES,
                        RawPeer.saysAndCloses(
                                "HTTP/1.1 422 R\r\nipc-kind: refused\r\nipc-executed: yes\r\nContent-Length: 20\r\n\r\n{")));
    }

    private static Arguments row(String what, Kind kind, Executed executed, RawPeer.Script script) {
        return Arguments.of(what, kind, executed, script);
    }

    @ParameterizedTest(name = "{0}: {1}, executed {2}")
    @MethodSource("answers")
    void answers(String what, Kind kind, Executed executed, RawPeer.Script script) throws IOException {
        for (boolean blocking : new boolean[] {false, true}) {
            try (Rig rig = new Rig();
                    RawPeer peer = new RawPeer(script)) {
                Link link = rig.transport().link(Rig.commands("orders", "address", peer.base()));

                IpcException failure = Rig.ask(link, Rig.text("hello"), Style.REQUEST, Duration.ofSeconds(8), blocking)
                        .failure();

                assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
                assertThat(failure.executed()).as(failure.toString()).isEqualTo(executed);
                assertThat(failure).hasMessageContaining("orders");
                assertThat(peer.requests).as("sent once").hasValue(1);

                peer.script = RawPeer.says(GOOD);
                assertThat(Rig.text(Rig.ask(link, Rig.text("again")).reply())).isEqualTo("good");
                assertThat(peer.requests).hasValue(2);
            }
        }
    }

    @Test
    void nobodyIsThere() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (Rig rig = new Rig()) {
            Link link = rig.transport().link(Rig.commands("orders", "address", "http://127.0.0.1:" + free));
            for (boolean blocking : new boolean[] {false, true}) {
                IpcException failure = Rig.ask(link, Rig.text("x"), Style.SEND, Duration.ofSeconds(8), blocking)
                        .failure();
                assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
                assertThat(failure.executed()).isEqualTo(Executed.NO);
                assertThat(failure).hasMessageContaining("127.0.0.1:" + free);
            }
        }
    }

    @Test
    void noSuchHost() {
        try (Rig rig = new Rig()) {
            Link link = rig.transport().link(Rig.commands("orders", "address", "http://no-such-host.invalid:1"));
            IpcException failure = Rig.ask(link, Rig.text("x")).failure();
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure.executed()).isEqualTo(Executed.NO);
        }
    }

    @Test
    void slowPeerMeetsTheDeadline() throws IOException {
        try (Rig rig = new Rig();
                RawPeer peer = new RawPeer(socket -> {})) {
            Link link = rig.transport().link(Rig.commands("orders", "address", peer.base()));

            IpcException blocking = Rig.ask(link, Rig.text("x"), Style.REQUEST, Duration.ofMillis(150), true)
                    .failure();
            assertThat(blocking.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(blocking.executed()).isEqualTo(Executed.MAYBE);

            Rig.Asked asked = new Rig.Asked(
                    "orders", Rig.operation("place"), Style.REQUEST, Rig.text("x"), Duration.ofMillis(150), false);
            rig.timers().add(asked.call);
            asked.start(link);
            assertThat(asked.failure().kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(asked.failure().executed()).isEqualTo(Executed.MAYBE);
            assertThat(peer.requests).hasValue(2);

            peer.script = RawPeer.says(GOOD);
            assertThat(Rig.text(Rig.ask(link, Rig.text("again")).reply())).isEqualTo("good");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connectingTakesNoLongerThanTheDeadline(boolean waiting) throws IOException {
        // A listener whose backlog is full: connections neither succeed nor fail.
        try (Rig rig = new Rig();
                ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var fill = new Filling(deaf.getLocalPort())) {
            Link link =
                    rig.transport().link(Rig.commands("orders", "address", "http://127.0.0.1:" + deaf.getLocalPort()));
            long began = System.nanoTime();
            Rig.Asked asked = new Rig.Asked(
                    "orders", Rig.operation("place"), Style.REQUEST, Rig.text("x"), Duration.ofMillis(300), waiting);
            if (!waiting) {
                rig.timers().add(asked.call);
            }
            asked.start(link);
            IpcException failure = asked.failure();
            assertThat(failure.executed()).isEqualTo(Executed.NO);
            assertThat(failure.kind()).isIn(Kind.TIMEOUT, Kind.UNREACHABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
            assertThat(fill.sockets).isNotEmpty();
        }
    }

    /** Connections that take up all there is to take. */
    private static final class Filling implements AutoCloseable {
        final java.util.List<java.net.Socket> sockets = new java.util.ArrayList<>();

        Filling(int port) {
            for (int i = 0; i < 8; i++) {
                java.net.Socket socket = new java.net.Socket();
                sockets.add(socket);
                try {
                    socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                } catch (IOException e) {
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            for (java.net.Socket each : sockets) {
                each.close();
            }
        }
    }

    @Test
    void cancelledBeforeItIsSent() throws IOException {
        try (Rig rig = new Rig();
                RawPeer peer = new RawPeer(RawPeer.says(GOOD))) {
            Link link = rig.transport().link(Rig.commands("orders", "address", peer.base()));
            Rig.Asked asked = new Rig.Asked(
                    "orders", Rig.operation("place"), Style.REQUEST, Rig.text("x"), Duration.ofSeconds(8), false);
            asked.call.abort(IpcException.of(Kind.CANCELLED, Executed.MAYBE, "cancelled"));
            asked.start(link);
            assertThat(asked.failure().executed()).isEqualTo(Executed.NO);
            assertThat(peer.requests).hasValue(0);
        }
    }

    @Test
    void closingFailsWhatRuns() throws IOException {
        try (Rig rig = new Rig();
                RawPeer peer = new RawPeer(socket -> {})) {
            Link link = rig.transport().link(Rig.commands("orders", "address", peer.base()));
            Rig.Asked asked = Rig.ask(link, Rig.text("x"));
            Rig.await("it is sent", () -> peer.requests.get() == 1);
            link.close();
            assertThat(asked.failure().kind()).isEqualTo(Kind.CLOSED);
            assertThat(asked.failure().executed()).isEqualTo(Executed.MAYBE);

            IpcException late = Rig.ask(link, Rig.text("x")).failure();
            assertThat(late.kind()).isEqualTo(Kind.CLOSED);
            assertThat(late.executed()).isEqualTo(Executed.NO);
            assertThat(peer.requests).hasValue(1);
        }
    }

    @Test
    void noAddress() {
        try (Rig rig = new Rig()) {
            IpcException failure = Rig.ask(rig.transport().link(Rig.commands("orders")), Rig.text("x"))
                    .failure();
            assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
            assertThat(failure.executed()).isEqualTo(Executed.NO);
            assertThat(failure).hasMessageContaining("ipc.channels.orders.http.address");
        }
    }

    @Test
    void aCallGoesToTheAddressThatWasChosen() throws IOException {
        try (Rig rig = new Rig();
                RawPeer one = new RawPeer(RawPeer.says(GOOD));
                RawPeer two = new RawPeer(RawPeer.says(GOOD))) {
            Link link = rig.transport().link(Rig.commands("orders", "address", one.base() + "/a/, " + two.base()));
            List<String> endpoints = ((Link.ToEndpoints) link).endpoints(null);
            assertThat(endpoints).containsExactly(one.base() + "/a/", two.base());
            for (String endpoint : List.of(endpoints.get(0), endpoints.get(1), endpoints.get(1))) {
                Rig.Asked asked = new Rig.Asked(
                        "orders", Rig.operation("place"), Style.REQUEST, Rig.text("x"), Duration.ofSeconds(8), false);
                asked.call.endpoint(endpoint);
                asked.start(link);
                asked.reply();
            }
            assertThat(one.requests).hasValue(1);
            assertThat(two.requests).hasValue(2);
            assertThat(one.heads.get(0)).startsWith("POST /a/v1/orders/place HTTP/1.1\r\n");
        }
    }
}
