package io.unifiedipc.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Ipc;
import io.unifiedipc.http.HttpTransportProvider;
import io.unifiedipc.testing.kit.Await;
import jakarta.servlet.http.HttpFilter;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Life inside Tomcat: what comes before us, what becomes of requests at the edges of our own life, and odd callers. */
class MountedTest {
    private final HttpTransportProvider http = HttpTransportProvider.mounted();
    private final Tomcats tomcat = new Tomcats(0);
    private Shop shop;

    private Peer started() throws IOException {
        tomcat.filter(new Guard(), true).servlet(new IpcServlet(http)).start();
        shop = new Shop(http, "transports.http.max-header-bytes", "32KiB").start();
        return new Peer(tomcat.port());
    }

    @AfterEach
    void stop() {
        if (shop != null) {
            shop.close();
        }
        tomcat.close();
        await(
                "no thread of the container or of ours is left",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(each -> each.getName().startsWith("ipc-")
                                || each.getName().startsWith("http-nio")));
    }

    static void await(String what, BooleanSupplier condition) {
        Await.until(what, Duration.ofSeconds(10), condition);
    }

    private static void isProblem(Peer.Answer answer, int status, String kind, String executed) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.header("ipc-kind")).isEqualTo(kind);
        assertThat(answer.header("ipc-executed")).isEqualTo(executed);
        assertThat(answer.body()).contains("\"kind\":\"" + kind + "\"");
    }

    @Test
    void theFiltersComeFirst() throws IOException {
        try (Peer peer = started()) {
            Peer.Answer refused = peer.place("Cookie: user=mallory\r\n", "ok");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("www-authenticate")).isEqualTo("Basic");
            assertThat(shop.ran).isEmpty();
            assertThat(peer.place("Cookie: user=alice\r\n", "ok").status()).isEqualTo(200);
            assertThat(shop.ran).hasSize(1);
            assertThat(shop.ran.get(0).principal()).isNotNull().returns("user=alice", Principal::getName);
            assertThat(shop.threads).noneMatch(name -> name.startsWith("http-nio"));
        }
    }

    @Test
    void before503AndAfter503() throws IOException {
        tomcat.servlet(new IpcServlet(http)).start();
        try (Peer peer = new Peer(tomcat.port())) {
            isProblem(peer.place("", "ok"), 503, "closed", "no");
        }
        shop = new Shop(http);
        try (Peer peer = new Peer(tomcat.port())) {
            isProblem(peer.place("", "ok"), 503, "closed", "no");
            shop.start();
        }
        try (Peer peer = new Peer(tomcat.port())) {
            assertThat(peer.place("", "ok").status()).isEqualTo(200);
            shop.close();
            isProblem(peer.place("", "ok"), 503, "closed", "no");
        }
        assertThat(shop.ran).hasSize(1);
        shop = new Shop(http).start();
        try (Peer peer = new Peer(tomcat.port())) {
            assertThat(peer.place("", "ok").status()).as("a second Ipc").isEqualTo(200);
        }
    }

    @Test
    void closingLetsHandlersFinish() throws Exception {
        try (Peer peer = started()) {
            peer.send("POST " + Tomcats.PLACE
                    + "/v1/orders/Place HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n"
                    + "{\"sku\":\"hangs\"}");
            await("the handler runs", () -> !shop.ran.isEmpty());
            CompletableFuture<Void> closing = CompletableFuture.runAsync(shop.ipc::close);
            await("new ones are refused", () -> {
                try (Peer other = new Peer(tomcat.port())) {
                    return other.place("", "ok").status() == 503;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(closing).isNotDone();
            shop.release.countDown();
            assertThat(peer.answer().status()).isEqualTo(200);
            closing.get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"listen,8081", "host,0.0.0.0", "threads,50", "max-connections,5", "idle-timeout,1m"})
    void whatIsSaidOfAPortIsAMistake(String key, String value) {
        assertThatThrownBy(() -> Ipc.builder()
                        .isolated()
                        .add(http)
                        .set("channels.orders.transport", "http")
                        .set("transports.http." + key, value)
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("mounted");
    }

    @Test
    void aProviderWithAPortCantBeMounted() {
        HttpTransportProvider own = new HttpTransportProvider();
        assertThatThrownBy(() -> new IpcServlet(own))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mounted()");
        IpcServlet servlet = new IpcServlet(http);
        assertThatThrownBy(() -> servlet.addTo(tomcat.application(), "/ipc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/ipc/*");
    }

    @Test
    void aFilterThatCantWaitIsNamed() throws IOException {
        tomcat.filter(new HttpFilter() {}, false).servlet(new IpcServlet(http)).start();
        shop = new Shop(http).start();
        try (Peer peer = new Peer(tomcat.port())) {
            Peer.Answer answer = peer.place("", "ok");
            isProblem(answer, 500, "misconfigured", "no");
            assertThat(answer.body()).contains("async-supported");
        }
        assertThat(shop.ran).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shop/other/../ipc/v1/orders/Place",
                "/shop/ipc/../ipc/v1/orders/Place",
                "/shop/./ipc/v1/orders/Place",
                "/shop;x=1/ipc/v1/orders/Place",
                "/shop/ipc;jsessionid=1/v1/orders/Place",
                "/shop/ipc/v1/orders/Place;jsessionid=1",
                "/shop/%69pc/v1/orders/Place",
                "/shop//ipc/v1/orders/Place",
                "/shop/ipc//v1/orders/Place",
                "/shop/ipc/v1/orders%2fPlace",
                "/shop/ipc/v1/orders/%2e%2e/orders/Place",
                "/shop/ipc/v1/orders/..;/orders/Place",
                "/shop/ipc/%2e%2e/ipc/v1/orders/Place",
                "/shop/ipc/v1/orders\\Place",
                "/shop/ipc/v1/orders/Place%00",
                "/shop/ipc/v1/orders/Place%0d%0ax: y",
                "/shop/ipc/v1/orders/Place%",
                "/shop/ipc/v1/orders/%E2%80%A5/Place",
                "/shop/ipc/v1/\u00e2\u0080\u00a5/orders/Place"
            })
    void detoursLeadNowhere(String path) throws IOException {
        try (Peer peer = started()) {
            Peer.Answer answer = peer.ask("POST", path, "", "{\"sku\":\"ok\"}");
            assertThat(answer.status()).as(answer.toString()).isIn(400, 404, 505);
            assertThat(answer.head()).doesNotContain("x: y");
        }
        assertThat(shop.ran).isEmpty();
    }

    @Test
    void aBodyInPiecesAndOneThatStops() throws IOException {
        try (Peer peer = started()) {
            String head = "POST " + Tomcats.PLACE
                    + "/v1/orders/Place HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
            peer.send(head).send("8\r\n{\"sku\":\"\r\n").send("4\r\nok\"}\r\n").send("0\r\n\r\n");
            assertThat(peer.answer().status()).isEqualTo(200);
            try (Peer other = new Peer(tomcat.port())) {
                other.send(head).send("8\r\n{\"sku\":\"\r\n");
            }
            try (Peer other = new Peer(tomcat.port())) {
                other.send(head).send("nonsense\r\n");
                assertThat(other.refused(400)).isTrue();
            }
            assertThat(peer.place("", "ok").status()).isEqualTo(200);
        }
        assertThat(shop.ran).hasSize(2);
    }

    @Test
    void aSlowBodyIsNotWaitedForForEver() throws IOException {
        tomcat.connector.setProperty("connectionTimeout", "300");
        try (Peer peer = started()) {
            peer.send(
                    "POST " + Tomcats.PLACE
                            + "/v1/orders/Place HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"sku\"");
            assertThat(peer.refused(408)).isTrue();
        }
        assertThat(shop.ran).isEmpty();
    }

    /** Tomcat's own time-outs are for silent callers, and not for handlers. */
    @Test
    void aHandlerMayTakeItsTime() throws IOException {
        tomcat.connector.setProperty("connectionTimeout", "100");
        tomcat.connector.setProperty("asyncTimeout", "100");
        try (Peer peer = started()) {
            peer.send("POST " + Tomcats.PLACE
                    + "/v1/orders/Place HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n"
                    + "{\"sku\":\"hangs\"}");
            await("the handler runs", () -> !shop.ran.isEmpty());
            long from = System.nanoTime();
            await("longer than the time-outs", () -> System.nanoTime() - from > 1_500_000_000L);
            shop.release.countDown();
            assertThat(peer.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aCallerThatHasGoneHarmsNobody() throws IOException {
        try (Peer peer = started()) {
            try (Peer gone = new Peer(tomcat.port())) {
                gone.send("POST " + Tomcats.PLACE
                        + "/v1/orders/Place HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n"
                        + "{\"sku\":\"hangs\"}");
                await("the handler runs", () -> !shop.ran.isEmpty());
            }
            shop.release.countDown();
            await("nothing is under way", () -> shop.ipc.counts().inFlight() == 0);
            assertThat(peer.place("", "ok").status()).isEqualTo(200);
        }
    }

    /** One that does not read its answer keeps no thread; its connection ends by the container's time-out. */
    @Test
    void aCallerThatDoesNotReadHarmsNobody() throws IOException {
        tomcat.connector.setProperty("maxThreads", "2");
        tomcat.connector.setProperty("connectionTimeout", "1000");
        try (Peer peer = started();
                Peer slow = new Peer(tomcat.port());
                Peer slower = new Peer(tomcat.port());
                Peer slowest = new Peer(tomcat.port())) {
            String body = "{\"sku\":\"is large\",\"quantity\":1000000}";
            for (Peer each : new Peer[] {slow, slower, slowest}) {
                for (int i = 0; i < 8; i++) {
                    each.send("POST " + Tomcats.PLACE
                            + "/v1/orders/Place HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body);
                }
            }
            await("all have begun", () -> shop.ran.size() >= 3);
            for (int i = 0; i < 20; i++) {
                assertThat(peer.place("", "ok").status()).isEqualTo(200);
            }
            await("nothing is under way", () -> shop.ipc.counts().inFlight() == 0);
        }
    }

    @Test
    void comesBackForAnAnswer() throws IOException {
        tomcat.servlet(new IpcServlet(http)).start();
        shop = new Shop(http, "channels.orders.http.respond-async-after", "50ms").start();
        final String result;
        try (Peer peer = new Peer(tomcat.port())) {
            Peer.Answer promised = peer.place("Prefer: respond-async\r\n", "hangs");
            assertThat(promised.status()).isEqualTo(202);
            result = URI.create(Tomcats.PLACE + "/v1/orders/Place")
                    .resolve(promised.header("location"))
                    .getPath();
            assertThat(peer.ask("GET", result, "", "").status()).isEqualTo(202);
            shop.release.countDown();
            await("the result is there", () -> {
                try {
                    return peer.ask("GET", result, "", "").status() != 202;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            Peer.Answer there = peer.ask("GET", result, "", "");
            assertThat(there.status()).isEqualTo(200);
            assertThat(there.body()).contains("\"sku\":\"hangs\"");
        }
        shop.close();
        try (Peer peer = new Peer(tomcat.port())) {
            isProblem(peer.ask("GET", result, "", ""), 503, "closed", "maybe");
        }
    }

    @Test
    void nobodyElseGetsAnAnswer() throws IOException {
        tomcat.filter(new Guard(), true).servlet(new IpcServlet(http)).start();
        shop = new Shop(http, "channels.orders.http.respond-async-after", "50ms").start();
        String alice = "Cookie: user=alice\r\n";
        try (Peer peer = new Peer(tomcat.port())) {
            Peer.Answer promised = peer.place(alice + "Prefer: respond-async\r\n", "hangs");
            String result = URI.create(Tomcats.PLACE + "/v1/orders/Place")
                    .resolve(promised.header("location"))
                    .getPath();
            assertThat(peer.ask("GET", result, alice, "").status()).isEqualTo(202);
            isProblem(peer.ask("GET", result, "Cookie: user=bob\r\n", ""), 404, "unroutable", "maybe");
            isProblem(peer.ask("GET", result, "", ""), 404, "unroutable", "maybe");
            assertThat(peer.ask("GET", result, "Cookie: user=mallory\r\n", "").status())
                    .isEqualTo(401);
        }
    }

    /** What the guide shows. */
    @Test
    void livesWithTheApplication() throws IOException {
        tomcat.context.addApplicationListener(ShopListener.class.getName());
        tomcat.start();
        try (Peer peer = new Peer(tomcat.port())) {
            Peer.Answer answer = peer.ask("POST", Tomcats.PLACE + "/v1/orders/PlaceOrder", "", "{\"sku\":\"apple\"}");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.body()).contains("placed: apple");
        }
    }

    @Test
    void headersOverTheLimitAreSaid() throws IOException {
        try (Peer peer = started()) {
            assertThat(peer.place("X-Seen: " + "x".repeat(7000) + "\r\n", "ok").status())
                    .isEqualTo(200);
        }
        assertThat(http.mount().headerLimit()).isEqualTo(32 << 10);
    }
}
