package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.Problems;
import io.unifiedipc.spi.Settlement;
import io.unifiedipc.spi.Style;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both sides of the transport with each other. */
class LinkTest {
    private static final String BEGUN = """
            POST /v1/orders/place HTTP/1.1\r
            Host: x\r
            Content-Type: text/plain\r
            Expect: 100-continue\r
            Content-Length: 9\r
            \r
            """;
    /** From when on it is noticed that a caller has gone. */
    private static final long WATCHED_NANOS = 200_000_000;

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    private Link calls(HttpTransport server) {
        return rig.transport().link(Rig.commands("orders", "address", Rig.base(server)));
    }

    private HttpTransport serving(io.unifiedipc.spi.Receiver receiver) {
        HttpTransport server = rig.server();
        server.link(Rig.commands("orders")).receive(Rig.receives("", "place"), receiver);
        return server;
    }

    @Test
    void requestAndSend() {
        HttpTransport server = serving(Rig.answering(m -> Rig.text("echo " + Rig.text(m))));
        Link link = calls(server);
        for (boolean blocking : new boolean[] {true, false}) {
            assertThat(Rig.text(Rig.ask(link, Rig.text("hi"), Style.REQUEST, Duration.ofSeconds(8), blocking)
                            .reply()))
                    .isEqualTo("echo hi");
            Envelope nothing = Rig.ask(link, Rig.text("hi"), Style.SEND, Duration.ofSeconds(8), blocking)
                    .reply();
            assertThat(nothing.body()).isEmpty();
            assertThat(nothing.headers().size()).isZero();
        }
    }

    @Test
    void headersComeAsTheyWent() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("ce-id", "1 2 \"3\" 4% \u00e9 \ud83d\ude00");
        all.put("ce-type", "place");
        all.put("ce-empty", "");
        all.put("content-type", "text/plain;charset=utf-8");
        all.put("idempotency-key", "a \"b\" \\ %41 \u00fc");
        all.put("x-empty", "");
        all.put("x-percent", "100% %41 %zz");
        all.put("x-quoted", "\"quoted\"");
        all.put("x-utf8", "\u65e5\u672c\u8a9e");
        all.put("x-mixed", "50% \u00fc");
        all.put("x-spaces", "  around  ");
        all.put("x-inner", "a  b");
        all.put("x-comma", "a, b;c=d");
        all.put("host", "not of HTTP");
        all.put("date", "yesterday");
        all.put("authorization", "of the message, \u00fc");
        all.put("x-1._-", "odd name");
        Rig.Held held = new Rig.Held();
        HttpTransport server = serving(delivery -> {
            held.accept(delivery);
            delivery.reply(delivery.envelope());
        });
        Headers headers = Headers.EMPTY;
        for (Map.Entry<String, String> each : all.entrySet()) {
            headers = headers.with(each.getKey(), each.getValue());
        }

        Envelope reply = Rig.ask(calls(server), Envelope.of(headers, "b".getBytes(StandardCharsets.UTF_8)))
                .reply();

        assertThat(held.next(0).envelope().headers().toMap()).containsExactlyInAnyOrderEntriesOf(all);
        assertThat(reply.headers().toMap()).containsExactlyInAnyOrderEntriesOf(all);
    }

    @Test
    void tooManyHeaders() {
        HttpTransport server = serving(delivery -> delivery.reply(
                        Envelope.of(Headers.EMPTY.with("x-much", "\u00fc".repeat(6_000)), new byte[0]))
                .exceptionally(e -> null));
        Link link = calls(server);
        IpcException sent = Rig.ask(link, Envelope.of(Headers.EMPTY.with("x", "\u00fc".repeat(6_000)), new byte[0]))
                .failure();
        assertThat(sent.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(sent.executed()).isEqualTo(Executed.NO);
        IpcException answered = Rig.ask(link, Rig.text("x")).failure();
        assertThat(answered.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(answered.executed()).isEqualTo(Executed.YES);
        assertThat(Rig.ask(link, Rig.text("x")).failure().kind())
                .as("still works")
                .isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void failuresKeepTheirWords() {
        for (Kind kind : Kind.values()) {
            for (Executed executed : Executed.values()) {
                HttpTransport server = serving(
                        Rig.answering(m -> Problems.encode(IpcException.of(kind, executed, "because of " + kind))));
                IpcException failure = Rig.ask(calls(server), Rig.text("x")).failure();
                assertThat(failure.kind()).isEqualTo(kind);
                assertThat(failure.executed()).isEqualTo(executed);
                assertThat(failure.problem()).isNotNull();
                assertThat(failure).hasMessageContaining("because of " + kind);
                server.close().toCompletableFuture().join();
            }
        }
    }

    @Test
    void deadlineAndAttemptTravel() {
        Rig.Held held = new Rig.Held();
        HttpTransport server = serving(delivery -> {
            held.accept(delivery);
            delivery.settle(Settlement.ACK);
        });
        Link link = calls(server);
        long before = System.nanoTime();
        Rig.Asked first = Rig.ask(link, Rig.text("x"), Style.REQUEST, Duration.ofSeconds(5), false);
        first.reply();
        Delivery delivery = held.next(0);
        assertThat(delivery.deadline() - before)
                .isBetween(
                        Duration.ofSeconds(4).toNanos(), Duration.ofSeconds(6).toNanos());
        assertThat(delivery.envelope().headers().get("ipc-deadline-ms")).isNull();
        assertThat(delivery.attempt()).isEqualTo(1);

        CountDownLatch done = new CountDownLatch(1);
        Rig.Asked whole = new Rig.Asked(
                "orders", Rig.operation("place"), Style.REQUEST, Rig.text("x"), Duration.ofSeconds(5), false);
        link.request(whole.call.again(Rig.text("x"), call -> done.countDown()));
        assertThat(held.next(1).attempt()).isEqualTo(2);
        Rig.await("the second attempt", () -> done.getCount() == 0);
    }

    @Test
    void releasedMeansNotExecuted() {
        HttpTransport server = serving(delivery -> delivery.settle(Settlement.RELEASE));
        IpcException failure = Rig.ask(calls(server), Rig.text("x")).failure();
        assertThat(failure.kind()).isEqualTo(Kind.CLOSED);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
    }

    @Test
    void receiverThatThrows() {
        HttpTransport server = serving(delivery -> {
            throw new IllegalStateException("a bug");
        });
        IpcException failure = Rig.ask(calls(server), Rig.text("x")).failure();
        assertThat(failure.kind()).isEqualTo(Kind.FAILED);
        assertThat(failure.executed()).isEqualTo(Executed.MAYBE);
    }

    @Test
    void cancelReachesTheReceiver() {
        Rig.Held held = new Rig.Held();
        HttpTransport server = serving(held);
        Link link = calls(server);
        Rig.Asked asked = Rig.ask(link, Rig.text("x"));
        Delivery delivery = held.next(0);
        AtomicInteger lost = new AtomicInteger();
        delivery.onLost(lost::incrementAndGet);
        assertThat(delivery.live()).isTrue();

        long cancelled = System.nanoTime();
        asked.call.abort(IpcException.of(Kind.CANCELLED, Executed.MAYBE, "cancelled"));
        assertThat(asked.failure().executed()).isEqualTo(Executed.MAYBE);
        Rig.await("the receiver notices", () -> lost.get() > 0);
        assertThat(Duration.ofNanos(System.nanoTime() - cancelled)).isLessThan(Duration.ofSeconds(4));
        assertThat(delivery.live()).isFalse();
        assertThatThrownBy(() ->
                        delivery.reply(Rig.text("late")).toCompletableFuture().join())
                .hasCauseInstanceOf(IpcException.class);
        delivery.settle(Settlement.ACK);
        assertThat(lost).hasValue(1);
        delivery.onLost(lost::incrementAndGet);
        assertThat(lost).as("too late, so at once").hasValue(2);
        assertThat(held.all).hasSize(1);

        Rig.Asked next = Rig.ask(link, Rig.text("y"));
        held.next(1).reply(Rig.text("fine"));
        assertThat(Rig.text(next.reply())).isEqualTo("fine");
    }

    @Test
    void callerGoesWhileTheHandlerHasTheThread() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        CountDownLatch noticed = new CountDownLatch(1);
        HttpTransport server = serving(delivery -> {
            delivery.onLost(lost::countDown);
            try {
                assertThat(lost.await(5, TimeUnit.SECONDS)).isTrue();
                noticed.countDown();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        try (RawClient client = new RawClient(server)) {
            client.post("/v1/orders/place", "", "");
        }
        assertThat(noticed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void longHandlersKeepTheirConnection() throws Exception {
        Rig.Held held = new Rig.Held();
        HttpTransport server = serving(held);
        try (RawClient client = new RawClient(server)) {
            for (int i = 0; i < 3; i++) {
                client.post("/v1/orders/place", "", "x");
                Delivery delivery = held.next(i);
                long until = System.nanoTime() + 3 * WATCHED_NANOS;
                Rig.await("it is being watched", () -> System.nanoTime() > until);
                delivery.reply(Rig.text("answer " + i));
                RawClient.Answer answer = client.answer();
                assertThat(answer.body()).isEqualTo("answer " + i);
                assertThat(answer.header("connection")).isNull();
            }
        }
    }

    @Test
    void impatientPipelinesEndAfterTheFirstAnswer() throws Exception {
        Rig.Held held = new Rig.Held();
        HttpTransport server = serving(held);
        try (RawClient client = new RawClient(server)) {
            client.post("/v1/orders/place", "", "x");
            Delivery delivery = held.next(0);
            long until = System.nanoTime() + 3 * WATCHED_NANOS;
            Rig.await("it is being watched", () -> System.nanoTime() > until);
            client.post("/v1/orders/place", "", "y");
            long more = System.nanoTime() + WATCHED_NANOS;
            Rig.await("the second is here", () -> System.nanoTime() > more);
            assertThat(delivery.live()).isTrue();
            delivery.reply(Rig.text("first"));
            assertThat(client.answer().body()).isEqualTo("first");
            assertThat(client.ends()).isTrue();
        }
        assertThat(held.all).hasSize(1);
    }

    @Test
    void silentConnectionOutlivesAShortTimeOutWhileItsHandlerRuns() throws Exception {
        Rig.Held held = new Rig.Held();
        // Shorter than the option lets anybody set it.
        HttpTransport server = new HttpTransport(
                new io.unifiedipc.spi.Config(Map.of("listen", 0, "idle-timeout", Duration.ofMillis(200))), rig);
        server.start();
        server.link(Rig.commands("orders")).receive(Rig.receives("", "place"), held);
        try (RawClient client = new RawClient(server)) {
            client.post("/v1/orders/place", "", "x");
            Delivery delivery = held.next(0);
            long until = System.nanoTime() + Duration.ofMillis(900).toNanos();
            Rig.await("the time-out is long over", () -> System.nanoTime() > until);
            assertThat(delivery.live()).isTrue();
            delivery.reply(Rig.text("late"));
            assertThat(client.answer().body()).isEqualTo("late");
            assertThat(client.ends()).as("idle now").isTrue();
        }
        server.close().toCompletableFuture().join();
    }

    @Test
    void aMessageThatStopsInTheMiddleHasNotRun() throws Exception {
        HttpTransport server = new HttpTransport(
                new io.unifiedipc.spi.Config(Map.of("listen", 0, "idle-timeout", Duration.ofMillis(200))), rig);
        server.start();
        server.link(Rig.commands("orders")).receive(Rig.receives("", "place"), new Rig.Held());
        try (RawClient client = new RawClient(server)) {
            client.send(BEGUN).send("half");
            assertNotRun(client, 408, "timeout");
        }
        server.close().toCompletableFuture().join();
    }

    @Test
    void aMessageThatIsHalfHereAtTheEndHasNotRun() throws Exception {
        HttpTransport server = rig.server();
        Link orders = server.link(Rig.commands("orders"));
        orders.receive(Rig.receives("", "place"), new Rig.Held());
        try (RawClient client = new RawClient(server)) {
            client.send(BEGUN);
            assertThat(client.answer().status()).as("it waits for the body").isEqualTo(100);
            client.send("half");
            server.close();
            assertNotRun(client, 503, "closed");
        }
    }

    private static void assertNotRun(RawClient client, int status, String kind) throws Exception {
        RawClient.Answer answer = client.answer();
        while (answer.status() == 100) {
            answer = client.answer();
        }
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("ipc-kind")).isEqualTo(kind);
        assertThat(answer.header("ipc-executed")).isEqualTo("no");
        assertThat(client.ends()).isTrue();
    }

    @Test
    void eventsGoToEachGroup() {
        HttpTransport server = rig.server();
        Link stock = server.link(Rig.events("stock", Map.of()));
        Rig.serve(stock, Rig.receives("billing", "place"), m -> Rig.text("7"));
        Intake mail = Rig.serve(stock, Rig.receives("mail", "place"), m -> Envelope.EMPTY);
        String base = Rig.base(server);
        Link link = rig.transport()
                .link(Rig.events(
                        "stock",
                        Map.of(
                                "billing",
                                List.of(base),
                                "mail",
                                List.of(base),
                                "gone",
                                List.of("http://127.0.0.1:1"))));
        assertThat(((Link.ToGroups) link).groups()).containsExactlyInAnyOrder("billing", "mail", "gone");

        assertThat(share(link, "billing", Style.PUBLISH).reply())
                .as("no reply asked for")
                .isSameAs(Envelope.EMPTY);
        assertThat(Rig.text(share(link, "billing", Style.REQUEST).reply())).isEqualTo("7");
        assertThat(share(link, "mail", Style.REQUEST).reply()).isSameAs(Envelope.EMPTY);
        mail.pause();
        IpcException paused = share(link, "mail", Style.PUBLISH).failure();
        assertThat(paused.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(paused.executed()).isEqualTo(Executed.NO);
        IpcException gone = share(link, "gone", Style.PUBLISH).failure();
        assertThat(gone.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(gone).hasMessageContaining("group 'gone' of 'stock'");
    }

    private static Rig.Asked share(Link link, String group, Style style) {
        Rig.Asked event = new Rig.Asked(
                "stock", Rig.operation("place"), Style.PUBLISH, Rig.text("e"), Duration.ofSeconds(8), false);
        Rig.Asked asked = new Rig.Asked(event.call, group, style);
        asked.start(link);
        return asked;
    }

    @Test
    void eventsNeedGroups() {
        IpcException none = Rig.ask(
                        rig.transport().link(Rig.events("stock", Map.of())),
                        Rig.text("e"),
                        Style.PUBLISH,
                        Duration.ofSeconds(8),
                        false)
                .failure();
        assertThat(none.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(none).hasMessageContaining("ipc.channels.stock.http.groups");
    }

    @Test
    void manyAtOnce() {
        Rig.Held held = new Rig.Held();
        HttpTransport server = serving(held);
        Link link = calls(server);
        List<Rig.Asked> asked = new java.util.ArrayList<>();
        for (int i = 0; i < 80; i++) {
            asked.add(Rig.ask(link, Rig.text("n" + i)));
        }
        held.next(79);
        List.copyOf(held.all).forEach(delivery -> delivery.reply(delivery.envelope()));
        for (int i = 0; i < 80; i++) {
            assertThat(Rig.text(asked.get(i).reply())).isEqualTo("n" + i);
        }
    }

    @Test
    void closingLetsAnswersOut() {
        Rig.Held held = new Rig.Held();
        HttpTransport server = rig.server();
        Link orders = server.link(Rig.commands("orders"));
        Intake intake = orders.receive(Rig.receives("", "place"), held);
        Link link = calls(server);
        Rig.Asked running = Rig.ask(link, Rig.text("x"));
        Delivery delivery = held.next(0);
        intake.stop().toCompletableFuture().join();
        assertThat(Rig.ask(link, Rig.text("y")).failure().kind()).isEqualTo(Kind.CLOSED);
        delivery.reply(Rig.text("last"));
        orders.close();
        server.close().toCompletableFuture().join();
        assertThat(Rig.text(running.reply())).isEqualTo("last");
        assertThat(Rig.ask(link, Rig.text("z")).failure().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(server.port()).isZero();
    }

    @Test
    void takenPort() {
        HttpTransport first = serving(Rig.answering(m -> m));
        HttpTransport second = rig.transport("listen", Integer.toString(first.port()));
        Intake intake = second.link(Rig.commands("orders")).receive(Rig.receives("", "place"), Rig.answering(m -> m));
        assertThatThrownBy(() -> intake.ready().toCompletableFuture().join())
                .cause()
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED))
                .hasMessageContaining(":" + first.port())
                .hasMessageContaining("ipc.transports.http.listen");
        Intake none =
                rig.transport().link(Rig.commands("orders")).receive(Rig.receives("", "place"), Rig.answering(m -> m));
        assertThatThrownBy(() -> none.ready().toCompletableFuture().join())
                .hasMessageContaining("ipc.transports.http.listen");
    }

    @Test
    void listensWhenAllIsInPlace() {
        HttpTransport server = new HttpTransport(new io.unifiedipc.spi.Config(Map.of("listen", 0)), rig);
        Intake intake = Rig.serve(server.link(Rig.commands("orders")), Rig.receives("", "place"), m -> m);
        assertThat(server.port()).isZero();
        assertThat(intake.ready().toCompletableFuture()).isNotDone();
        server.start();
        intake.ready().toCompletableFuture().join();
        assertThat(server.port()).isPositive();
        server.close().toCompletableFuture().join();
    }

    @Test
    void nothingListensUnasked() {
        HttpTransport transport = rig.server();
        transport.link(Rig.commands("orders", "address", "http://localhost:1"));
        assertThat(transport.port()).isZero();
    }

    @Test
    void interruptEndsABlockedCall() throws Exception {
        Rig.Held held = new Rig.Held();
        Link link = calls(serving(held));
        var failure = new java.util.concurrent.CompletableFuture<IpcException>();
        Thread caller = new Thread(
                () -> failure.complete(Rig.ask(link, Rig.text("x"), Style.REQUEST, Duration.ofSeconds(8), true)
                        .call
                        .failure()));
        caller.start();
        Delivery delivery = held.next(0);
        caller.interrupt();
        IpcException e = failure.get(3, TimeUnit.SECONDS);
        assertThat(e.kind()).isEqualTo(Kind.CANCELLED);
        assertThat(e.executed()).isEqualTo(Executed.MAYBE);
        Rig.await("the receiver hears of it", () -> !delivery.live());
    }

    @Test
    void callerFollowsAReceiverThatRestarts() {
        HttpTransport first = serving(Rig.answering(m -> Rig.text("first")));
        int port = first.port();
        Link link = calls(first);
        assertThat(Rig.text(Rig.ask(link, Rig.text("x")).reply())).isEqualTo("first");
        first.close().toCompletableFuture().join();
        HttpTransport second = rig.transport("listen", Integer.toString(port));
        second.link(Rig.commands("orders")).receive(Rig.receives("", "place"), Rig.answering(m -> Rig.text("second")));
        assertThat(Rig.text(Rig.ask(link, Rig.text("x")).reply())).isEqualTo("second");
    }

    @Test
    void localhostMeansEitherFamily() {
        HttpTransport server = serving(Rig.answering(m -> m));
        Link link = rig.transport().link(Rig.commands("orders", "address", "http://localhost:" + server.port()));
        for (boolean blocking : new boolean[] {true, false}) {
            Rig.ask(link, Rig.text("x"), Style.REQUEST, Duration.ofSeconds(8), blocking)
                    .reply();
        }
    }

    @Test
    void connectionsAreLimited() throws Exception {
        HttpTransport server = rig.server("max-connections", "1", "threads", "8");
        server.link(Rig.commands("orders")).receive(Rig.receives("", "place"), Rig.answering(m -> Rig.text("ok")));
        try (RawClient first = new RawClient(server)) {
            assertThat(first.post("/v1/orders/place", "", "").answer().status()).isEqualTo(200);
            try (RawClient second = new RawClient(server)) {
                second.post("/v1/orders/place", "", "");
                second.socket.setSoTimeout(300);
                assertThatThrownBy(second::answer).isInstanceOf(java.net.SocketTimeoutException.class);
                assertThat(first.post("/v1/orders/place", "", "").answer().status())
                        .isEqualTo(200);
                first.socket.close();
                second.socket.setSoTimeout(8_000);
                assertThat(second.answer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void closingDoesNotWaitForHandlersThatHang() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        HttpTransport server = serving(delivery -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        Rig.Asked asked = Rig.ask(calls(server), Rig.text("x"));
        long began = System.nanoTime();
        Rig.await("it has begun", () -> System.nanoTime() - began > 300_000_000);
        server.close().toCompletableFuture().get(6, TimeUnit.SECONDS);
        assertThat(interrupted.await(1, TimeUnit.SECONDS)).isTrue();
        assertThat(asked.failure().kind()).isEqualTo(Kind.CONNECTION_LOST);
        assertThat(asked.failure().executed()).isEqualTo(Executed.MAYBE);
    }
}
