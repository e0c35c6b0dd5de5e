package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.Shop.How;
import io.unifiedipc.http.Shop.Place;
import io.unifiedipc.http.Shop.Placed;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application, a stranger or a configuration asks for that can't be: refused, with its reason, before anything runs. */
class BadInputTest {
    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private static void assertFailure(IpcException e, Kind kind, Executed executed, String... texts) {
        assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
        assertThat(e.executed()).as(e.getMessage()).isEqualTo(executed);
        assertThat(e).hasMessageContainingAll(texts);
    }

    @ParameterizedTest
    @EnumSource(How.class)
    void payloadOverTheCallersLimitNeverLeaves(How how) throws Exception {
        Shop shop = new Shop(guard);
        Ipc caller = shop.caller("channels.orders.max-payload", "1KiB");

        IpcException e = Shop.failure(caller, how, Shop.place("x".repeat(2000)));

        assertFailure(e, Kind.TOO_LARGE, Executed.NO, "orders", "1024", "max-payload");
        assertThat(shop.tap.connections()).isZero();
        Shop.ask(caller, how, Shop.place("ok"));
        assertThat(shop.ran).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(How.class)
    void payloadOverTheReceiversLimitIsNotParsed(How how) throws Exception {
        Shop shop = new Shop(guard, "channels.orders.max-payload", "1KiB");
        Ipc caller = shop.caller();

        IpcException e = Shop.failure(caller, how, Shop.place("x".repeat(2000)));

        assertFailure(e, Kind.TOO_LARGE, Executed.NO, "orders", "1024", "max-payload");
        assertThat(shop.tap.statuses()).containsExactly(413);
        Shop.ask(caller, how, Shop.place("ok"));
        assertThat(shop.ran).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = How.class,
            names = {"SEND", "SEND_LATER"},
            mode = EnumSource.Mode.EXCLUDE)
    void replyOverALimit(How how) throws Exception {
        Shop shop = new Shop(guard, "channels.orders.max-payload", "4KiB");
        Ipc caller = shop.caller("channels.orders.max-payload", "1KiB");

        IpcException there = largeReply(caller, how, 5000);
        assertFailure(there, Kind.TOO_LARGE, Executed.YES, "orders", "4096");
        IpcException here = largeReply(caller, how, 2000);
        assertFailure(here, Kind.TOO_LARGE, Executed.YES, "orders", "1024");
        assertThat(shop.tap.statuses()).containsExactly(413, 200);
        Shop.ask(caller, how, Shop.place("ok"));
    }

    private static IpcException largeReply(Ipc caller, How how, int size) throws Exception {
        return Shop.failure(caller, how, Command.of(new Place("is large", size)));
    }

    @ParameterizedTest
    @EnumSource(
            value = How.class,
            names = {"CONTRACT", "CONTRACT_FUTURE"},
            mode = EnumSource.Mode.EXCLUDE)
    void tenThousandHeaders(How how) throws Exception {
        Shop shop = new Shop(guard);
        Ipc caller = shop.caller();
        Command<Place> command = Shop.place("ok");
        for (int i = 0; i < 10_000; i++) {
            command = command.withHeader("x-" + i, "1");
        }

        IpcException e = Shop.failure(caller, how, command);

        assertFailure(e, Kind.TOO_LARGE, Executed.NO, "orders", "8192", "headers");
        assertThat(shop.tap.connections()).isZero();
    }

    @ParameterizedTest
    @MethodSource("badHeaders")
    void headersThatCantBe(String name, String value, String text) {
        Command<Place> command = Shop.place("ok");
        assertThatThrownBy(() -> command.withHeader(name, value))
                .isInstanceOfSatisfying(IpcException.class, e -> assertFailure(e, Kind.INVALID, Executed.NO, text));
    }

    static Stream<Arguments> badHeaders() {
        return Stream.of(
                Arguments.of("x-a", "one\r\nx-b: two", "control"),
                Arguments.of("x-a", "one\ntwo", "control"),
                Arguments.of("x-a", "one\u0000", "control"),
                Arguments.of("x-a\r\nx-b", "one", "name"),
                Arguments.of("x a", "one", "name"),
                Arguments.of("", "one", "name"),
                Arguments.of("ce-id", "1", "belongs to the library"),
                Arguments.of("IPC-Operation", "1", "belongs to the library"));
    }

    @ParameterizedTest
    @EnumSource(
            value = How.class,
            names = {"CONTRACT", "CONTRACT_FUTURE"},
            mode = EnumSource.Mode.EXCLUDE)
    void headersComeAsTheyWent(How how) throws Exception {
        Shop shop = new Shop(guard);
        Shop.ask(
                shop.caller(),
                how,
                Shop.place("ok")
                        .withHeader("X-Text", " \u00fc 100% \"a\" ")
                        .withHeader("Authorization", "of the message")
                        .withHeader("Host", "a.b")
                        .withHeader("Content", "none")
                        .withKey("k \u00fc"));
        assertThat(shop.ran.get(0).headers().toMap())
                .containsEntry("x-text", " \u00fc 100% \"a\" ")
                .containsEntry("authorization", "of the message")
                .containsEntry("host", "a.b")
                .containsEntry("content", "none");
        assertThat(shop.ran.get(0).key()).isEqualTo("k \u00fc");
        assertThat(shop.ran.get(0).source()).isEqualTo("customer");
    }

    @Test
    void unknownOperation() {
        Shop shop = new Shop(guard);
        assertThatThrownBy(() -> shop.caller().channel("orders").call(Command.of(new Shop.Unheard("x")), Placed.class))
                .isInstanceOfSatisfying(
                        IpcException.class,
                        e -> assertFailure(e, Kind.UNSUPPORTED, Executed.NO, "Unheard", "orders", "[Place]"));
        assertThat(shop.tap.statuses()).containsExactly(404);
    }

    @Test
    void unknownVersion() throws Exception {
        Shop shop = new Shop(guard);
        IpcException e = Shop.failure(shop.caller("channels.orders.version", "2.3.0"), How.CALL, Shop.place("ok"));
        assertFailure(e, Kind.UNSUPPORTED, Executed.NO, "orders", "v2", "1.0.0");
        assertThat(shop.tap.statuses()).containsExactly(404);
        assertThat(shop.ran).isEmpty();
    }

    @Test
    void newerMinorVersionIsServed() throws Exception {
        Shop shop = new Shop(guard);
        Shop.ask(shop.caller("channels.orders.version", "1.9.0"), How.CALL, Shop.place("ok"));
        assertThat(shop.ran).hasSize(1);
    }

    @Test
    void channelsThatNobodyServes() {
        Shop shop = new Shop(guard);
        Ipc caller = shop.caller(
                "channels.idle.transport",
                "http",
                "channels.idle.http.address",
                shop.tap.base(),
                "channels.other.transport",
                "http",
                "channels.other.http.address",
                shop.tap.base());
        assertThatThrownBy(() -> caller.channel("idle").send(Shop.place("x")))
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertFailure(e, Kind.NOBODY_LISTENING, Executed.NO, "idle"));
        assertThatThrownBy(() -> caller.channel("other").send(Shop.place("x")))
                .isInstanceOfSatisfying(
                        IpcException.class,
                        e -> assertFailure(e, Kind.UNSUPPORTED, Executed.NO, "other", "orders=[v1]"));
        assertThat(shop.tap.statuses()).containsExactly(502, 404);
    }

    @ParameterizedTest
    @EnumSource(How.class)
    void noAddress(How how) throws Exception {
        Ipc caller = guard.open(Ipc.builder().isolated().set("service", "x").set("channels.orders.transport", "http"));
        IpcException e = Shop.failure(caller, how, Shop.place("ok"));
        assertFailure(e, Kind.MISCONFIGURED, Executed.NO, "ipc.channels.orders.http.address");
    }

    @Test
    void noPort() {
        Ipc receiver =
                guard.open(Ipc.builder().isolated().set("service", "x").set("channels.orders.transport", "http"));
        receiver.channel("orders").handle(Place.class, order -> null);
        receiver.start();
        assertThatThrownBy(() -> receiver.ready().join())
                .cause()
                .isInstanceOfSatisfying(
                        IpcException.class,
                        e -> assertFailure(e, Kind.MISCONFIGURED, Executed.NO, "ipc.transports.http.listen"));
    }

    @Test
    void replyToAChannelThatTheReceiverDoesNotHave() {
        Shop shop = new Shop(guard);
        assertThatThrownBy(() ->
                        shop.caller().channel("orders").send(Shop.place("ok").withReplyTo("http://evil.example/")))
                .isInstanceOfSatisfying(
                        IpcException.class,
                        e -> assertFailure(e, Kind.UNSUPPORTED, Executed.NO, "http://evil.example/"));
        assertThat(shop.tap.statuses()).containsExactly(404);
        assertThat(shop.ran).isEmpty();
    }

    @Test
    void parkingIsRefusedAtStart() {
        assertThatThrownBy(() -> Ipc.builder().isolated().yaml("""
                                ipc:
                                  service: x
                                  channels:
                                    orders: {transport: http, on-failure: {retry: 2, then: park}}
                                """).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("orders", "http", "park", "stop or drop");
    }

    @Test
    void badAddressesAreRefusedAtStart() {
        assertThatThrownBy(() -> Shop.callerOf("localhost:8081", "channels.orders.http.adress", "x")
                        .build())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .hasSize(2)
                                .anySatisfy(p -> assertThat(p).contains("localhost:8081", "http://localhost:8081"))
                                .anySatisfy(p -> assertThat(p).contains("adress", "address")));
    }

    @ParameterizedTest
    @EnumSource(How.class)
    void moreThanMayBeOutstanding(How how) throws Exception {
        Shop shop = new Shop(guard);
        Ipc caller = shop.caller("channels.orders.max-outstanding", "2", "channels.orders.timeout", "8s");
        var first = caller.channel("orders").callAsync(Shop.place("hangs"), Placed.class);
        var second = caller.channel("orders").callAsync(Shop.place("hangs"), Placed.class);
        Rig.await("both run", () -> shop.ran.size() == 2);

        IpcException e = Shop.failure(caller, how, Shop.place("ok"));

        assertFailure(e, Kind.OVERLOADED, Executed.NO, "orders", "max-outstanding");
        assertThat(shop.tap.connections()).isEqualTo(2);
        first.cancel(true);
        Rig.await("its permit is back", () -> caller.counts().outstanding() == 1);
        Shop.ask(caller, how, Shop.place("ok"));
        shop.release.countDown();
        second.join();
    }

    @ParameterizedTest
    @EnumSource(How.class)
    void nobodyIsThere(How how) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Ipc caller = guard.open(Shop.callerOf("http://127.0.0.1:" + port));
        IpcException e = Shop.failure(caller, how, Shop.place("ok"));
        assertFailure(e, Kind.UNREACHABLE, Executed.NO, "orders", "127.0.0.1:" + port);
        assertThat(e.retrySafe()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(How.class)
    void theDeadlinePassesBeforeThereIsAConnection(How how) throws Exception {
        // A listener whose backlog is full: connections neither succeed nor fail.
        List<java.nio.channels.SocketChannel> fill = new ArrayList<>();
        try (ServerSocket deaf = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) {
                var channel = java.nio.channels.SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(deaf.getLocalSocketAddress());
                fill.add(channel);
            }
            Ipc caller = guard.open(
                    Shop.callerOf("http://127.0.0.1:" + deaf.getLocalPort(), "channels.orders.timeout", "200ms"));
            long began = System.nanoTime();
            IpcException e = Shop.failure(caller, how, Shop.place("ok"));
            assertThat(e.executed()).as(e.getMessage()).isEqualTo(Executed.NO);
            assertThat(e.kind()).isIn(Kind.TIMEOUT, Kind.UNREACHABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        } finally {
            for (var each : fill) {
                each.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = How.class,
            names = {"CALL", "FUTURE"})
    void theDeadlinePassesWhileItIsQueued(How how) throws Exception {
        Shop shop = new Shop(guard, "channels.orders.concurrency", "1");
        Ipc caller = shop.caller("channels.orders.timeout", "250ms");
        var before = caller.channel("orders")
                .callAsync(Shop.place("hangs").withTimeout(Duration.ofSeconds(8)), Placed.class);
        Rig.await("it runs", () -> shop.ran.size() == 1);

        IpcException e = Shop.failure(caller, how, Shop.place("ok"));

        assertFailure(e, Kind.TIMEOUT, Executed.MAYBE, "orders", "250 ms");
        // The receiver's clock began when the message came, and it looks for callers that have gone every 200 ms.
        long until = System.nanoTime() + Duration.ofMillis(450).toNanos();
        Rig.await("the receiver knows", () -> System.nanoTime() > until);
        shop.release.countDown();
        before.join();
        Rig.await("the receiver is done with it", () -> shop.receiver.counts().inFlight() == 0);
        assertThat(shop.ran).as("the expired one is not started").hasSize(1);
        Shop.ask(caller, how, Shop.place("ok").withTimeout(Duration.ofSeconds(8)));
    }

    @Test
    void expiredInTheQueue() {
        Shop shop = new Shop(guard, "channels.orders.concurrency", "1");
        Ipc caller = shop.caller("channels.orders.timeout", "8s");
        var before = caller.channel("orders").callAsync(Shop.place("hangs"), Placed.class);
        Rig.await("it runs", () -> shop.ran.size() == 1);
        var late = caller.channel("orders").callAsync(Shop.place("ok").withExpiry(Duration.ofMillis(50)), Placed.class);
        Rig.await("it waits", () -> shop.receiver.counts().inFlight() == 2);
        long until = System.nanoTime() + Duration.ofMillis(80).toNanos();
        Rig.await("it expires", () -> System.nanoTime() > until);
        shop.release.countDown();

        assertThatThrownBy(late::join)
                .cause()
                .isInstanceOfSatisfying(IpcException.class, e -> assertFailure(e, Kind.EXPIRED, Executed.NO, "orders"));
        before.join();
        assertThat(shop.tap.statuses()).containsExactlyInAnyOrder(200, 504);
        assertThat(shop.ran).hasSize(1);
    }

    @Test
    void interruptedBeforeItCalls() throws Exception {
        Shop shop = new Shop(guard);
        Ipc caller = shop.caller();
        Shop.ask(caller, How.CALL, Shop.place("ok"));
        try {
            Thread.currentThread().interrupt();
            IpcException e = Shop.failure(caller, How.CALL, Shop.place("ok"));
            assertFailure(e, Kind.CANCELLED, Executed.NO, "interrupted");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(shop.ran).hasSize(1);
        Shop.ask(caller, How.CALL, Shop.place("ok"));
    }

    /** What strangers answer, where an application would believe it to be a reply. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("strangers")
    void strangersAnswers(String what, Kind kind, Executed executed, String answer) throws Exception {
        for (How how : List.of(How.CALL, How.FUTURE, How.CONTRACT)) {
            RawPeer peer = guard.watch(new RawPeer(RawPeer.saysAndCloses(answer)));
            String timeout = kind == Kind.TIMEOUT ? "400ms" : "10s";
            Ipc caller = guard.open(Shop.callerOf(
                    peer.base(), "channels.orders.timeout", timeout, "channels.orders.max-payload", "1KiB"));
            IpcException e = Shop.failure(caller, how, Shop.place("ok"));
            assertFailure(e, kind, executed, "orders");
            assertThat(peer.requests).hasValue(1);
        }
    }

    static Stream<Arguments> strangers() {
        String json = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
        return Stream.of(
                Arguments.of(
                        "a page",
                        Kind.FAILED,
                        Executed.MAYBE,
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"),
                Arguments.of(
                        "a page of a proxy",
                        Kind.FAILED,
                        Executed.MAYBE,
                        "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"),
                Arguments.of(
                        "unavailable, try again at once",
                        Kind.OVERLOADED,
                        Executed.MAYBE,
                        "HTTP/1.1 503 No\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of(
                        "too many requests",
                        Kind.OVERLOADED,
                        Executed.NO,
                        "HTTP/1.1 429 No\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of(
                        "elsewhere",
                        Kind.UNROUTABLE,
                        Executed.MAYBE,
                        "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("bad JSON", Kind.UNDECODABLE, Executed.MAYBE, json + "Content-Length: 2\r\n\r\n{]"),
                Arguments.of(
                        "JSON of another type", Kind.UNDECODABLE, Executed.MAYBE, json + "Content-Length: 2\r\n\r\n[]"),
                Arguments.of("null", Kind.UNDECODABLE, Executed.MAYBE, json + "Content-Length: 4\r\n\r\nnull"),
                Arguments.of(
                        "text",
                        Kind.UNDECODABLE,
                        Executed.MAYBE,
                        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nOK"),
                Arguments.of("too much", Kind.TOO_LARGE, Executed.MAYBE, json + "Content-Length: 999999999\r\n\r\n{"),
                Arguments.of(
                        "less than announced",
                        Kind.CONNECTION_LOST,
                        Executed.MAYBE,
                        json + "Content-Length: 20\r\n\r\n{"),
                Arguments.of("no HTTP", Kind.CONNECTION_LOST, Executed.MAYBE, "SSH-2.0-OpenSSH_9.6\r\n"),
                Arguments.of("nothing", Kind.CONNECTION_LOST, Executed.MAYBE, ""));
    }
}
