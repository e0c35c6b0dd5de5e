package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Link;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a receiver makes of requests that are wrong, odd, or from somebody else's tools. */
class BadCallersTest {
    private static final String JSON = "Content-Type: application/json\r\n";

    private Rig rig;
    private HttpTransport server;
    private Link orders;
    private Intake intake;
    private final Rig.Held held = new Rig.Held();

    @BeforeEach
    void start() {
        rig = new Rig();
        server = rig.server();
        orders = server.link(Rig.commands("orders"));
        intake = orders.receive(Rig.receives("", "place", "cancel"), delivery -> {
            held.accept(delivery);
            Rig.answering(message -> Rig.text("done")).accept(delivery);
        });
        server.link(Rig.events("stock", Map.of()))
                .receive(Rig.receives("billing", "Sold", "Returned"), Rig.answering(message -> Rig.text("noted")));
        server.link(Rig.commands("later"));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    static Stream<Arguments> requests() {
        String over = "x".repeat(Rig.LIMIT + 1);
        return Stream.of(
                row("GET / HTTP/1.1\r\nHost: x\r\n\r\n", 404, "unsupported", "orders=[v1]"),
                row("GET /v1/orders/place HTTP/1.1\r\nHost: x\r\n\r\n", 405, "unsupported", "POST"),
                row(
                        "PUT /v1/orders/place HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
                        405,
                        "unsupported",
                        "POST"),
                row(post("/v1/nothing/place", "", ""), 404, "unsupported", "orders=[v1]"),
                row(post("/v2/orders/place", "", ""), 404, "unsupported", "supported are 1.0.0"),
                row(post("/v99999999999/orders/place", "", ""), 404, "unsupported", "/v{major}/"),
                row(post("/v1/orders/fly", "", ""), 404, "unsupported", "[place, cancel]"),
                row(post("/v1/orders", "", ""), 404, "unsupported", "/v{major}/"),
                row(post("/v1/orders/place/more", "", ""), 404, "unsupported", "/v{major}/"),
                row(post("/v1/stock/nobody", "", ""), 404, "unsupported", "[billing]"),
                row(post("/v1/stock/billing", "", ""), 400, "invalid", "[Sold, Returned]"),
                row(post("/v1/later/x", "", ""), 502, "nobody-listening", "later"),
                row(post("/v1/orders/place", "ipc-operation: cancel\r\n", ""), 400, "invalid", "cancel"),
                row(post("/v1/orders/place", "ipc-deadline-ms: soon\r\n", ""), 400, "invalid", "soon"),
                row(post("/v1/orders/place", "ipc-deadline-ms: 0\r\n", ""), 400, "invalid", "ipc-deadline-ms"),
                row(
                        post(
                                "/v1/orders/place",
                                "ipc-deadline-ms: 10\r\nipc-deadline-ms: 20\r\nipc-attempt: -1\r\n",
                                ""),
                        400,
                        "invalid",
                        "ipc-attempt"),
                row(post("/v1/orders/place", "ce-id: %FF%FE\r\n", ""), 400, "invalid", "ce-id"),
                row(post("/v1/orders/place", "ce-id: a%0Ab\r\n", ""), 400, "invalid", "ce-id"),
                row(post("/v1/orders/place", "Content-Encoding: br\r\n", "x"), 415, "unsupported", "gzip"),
                row(
                        post("/v1/orders/place", "Content-Type: application/cloudevents-batch+json\r\n", "[]"),
                        415,
                        "unsupported",
                        "batch"),
                row(
                        post("/v1/orders/place", "Content-Type: application/cloudevents+json\r\n", "[]"),
                        400,
                        "undecodable",
                        "object"),
                row(
                        post(
                                "/v1/orders/place",
                                "Content-Type: application/cloudevents+json\r\n",
                                "{\"type\":\"place\",\"type\":\"cancel\"}"),
                        400,
                        "undecodable",
                        "uplicate"),
                row(
                        post("/v1/orders/place", "Content-Type: application/cloudevents+json\r\n", "{"),
                        400,
                        "undecodable",
                        "JSON"),
                row(
                        post("/v1/orders/place", "Content-Type: application/cloudevents+json\r\n", "{\"Bad_Name\":1}"),
                        400,
                        "invalid",
                        "Bad_Name"),
                row(post("/v1/orders/place", "", over), 413, "too-large", "max-payload"),
                row(
                        "POST /v1/orders/place HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n",
                        413,
                        "too-large",
                        "99999999999"),
                row(
                        "POST /v1/orders/place HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n\r\n",
                        413,
                        "too-large",
                        "1001"),
                row(
                        "POST /v1/orders/place HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + over
                                + "\r\n0\r\n\r\n",
                        413,
                        "too-large",
                        "more than 1000"),
                row(post("/v1/orders/place", "X-Long: " + "x".repeat(40_000) + "\r\n", ""), 431, "too-large", ""),
                row("POST /v1/orders/place HTTP/1.1\r\nHost: x\r\nX-Bad: a\u0001b\r\n\r\n", 400, "invalid", ""),
                row("POST /v1/orders/place HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 400, "invalid", "Host"),
                row(
                        "POST /v1/orders/place HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                        400,
                        "invalid",
                        ""),
                row(
                        "POST /v1/orders/place HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                        400,
                        "invalid",
                        ""),
                row("nonsense\r\n\r\n", 400, "invalid", ""));
    }

    private static Arguments row(String request, int status, String kind, String text) {
        return Arguments.of(request.length() > 90 ? request.substring(0, 90) : request, request, status, kind, text);
    }

    private static String post(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    @ParameterizedTest(name = "{2} {3}: {0}")
    @MethodSource("requests")
    void refused(String ignored, String request, int status, String kind, String text) throws IOException {
        try (RawClient client = new RawClient(server)) {
            RawClient.Answer answer = client.send(request).answer();
            assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
            assertThat(answer.header("ipc-kind")).as(answer.toString()).isEqualTo(kind);
            assertThat(answer.header("ipc-executed")).isEqualTo("no");
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.body()).contains("\"kind\":\"" + kind + "\"", "\"executed\":\"no\"", text);
            if (status == 405) {
                assertThat(answer.header("allow")).isEqualTo("POST");
            }
        }
        assertThat(held.all).isEmpty();
        works();
    }

    private void works() throws IOException {
        try (RawClient client = new RawClient(server)) {
            RawClient.Answer answer =
                    client.post("/v1/orders/place", JSON, "{}").answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("done");
            assertThat(answer.header("ipc-executed")).isEqualTo("yes");
            client.post("/v1/orders/place", JSON + "Prefer: return=minimal\r\n", "{}");
            assertThat(client.answer().status()).as("on the same connection").isEqualTo(204);
        }
    }

    @Test
    void plainCurl() throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send("POST /v1/orders/place HTTP/1.1\r\nHost: x\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n" + JSON
                    + "Content-Length: 2\r\n\r\n{}");
            assertThat(client.answer().status()).isEqualTo(200);
        }
        Delivery delivery = held.next(0);
        assertThat(delivery.envelope().headers().toMap())
                .isEqualTo(Map.of("content-type", "application/json", "ipc-operation", "place"));
        assertThat(delivery.attempt()).isEqualTo(1);
        assertThat(delivery.deadline()).isEqualTo(Delivery.NO_DEADLINE);
        assertThat(delivery.answers()).isTrue();
        assertThat(delivery.live()).isFalse();
    }

    @Test
    void bodyInPieces() throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send("POST /v1/orders/place HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("3\r\nabc\r\n").send("2\r\nde\r\n").send("0\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(Rig.text(held.next(0).envelope())).isEqualTo("abcde");
            client.post("/v1/orders/place", "", "x".repeat(Rig.LIMIT));
            assertThat(client.answer().status()).as("exactly the limit").isEqualTo(200);
            assertThat(held.next(1).envelope().body()).hasSize(Rig.LIMIT);
        }
    }

    @Test
    void unfinishedBodyReachesNobody() throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send("POST /v1/orders/place HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
        }
        works();
        assertThat(held.all).hasSize(2);
    }

    @Test
    void structuredEvent() throws IOException {
        try (RawClient client = new RawClient(server)) {
            String type = "Content-Type: application/cloudevents+json; charset=UTF-8\r\n";
            client.post(
                    "/v1/orders/place",
                    type,
                    "{\"specversion\":\"1.0\",\"id\":\"7\",\"type\":\"place\",\"source\":\"them\",\"n\":5,\"data\":{\"a\":1}}");
            assertThat(client.answer().status()).isEqualTo(200);
            client.post("/v1/orders/place", type, "{\"datacontenttype\":\"text/plain\",\"data\":\"hi\"}");
            assertThat(client.answer().status()).isEqualTo(200);
            client.post("/v1/orders/place", type, "{\"datacontenttype\":\"a/b\",\"data_base64\":\"aGk=\"}");
            assertThat(client.answer().status()).isEqualTo(200);
        }
        assertThat(held.next(0).envelope().headers().toMap())
                .isEqualTo(Map.of(
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "7",
                        "ce-type",
                        "place",
                        "ce-source",
                        "them",
                        "ce-n",
                        "5",
                        "content-type",
                        "application/json"));
        assertThat(Rig.text(held.next(0).envelope())).isEqualTo("{\"a\":1}");
        assertThat(Rig.text(held.next(1).envelope())).isEqualTo("hi");
        assertThat(held.next(1).envelope().headers().get("content-type")).isEqualTo("text/plain");
        assertThat(Rig.text(held.next(2).envelope())).isEqualTo("hi");
    }

    @Test
    void quotedAttributesAndKeys() throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.post(
                    "/v1/orders/place",
                    "ce-id: \"a \\\"b\\\" %C3%A9 100%\"\r\nIdempotency-Key: \"k\\\\1\"\r\nX-One: 1\r\nX-One: 2\r\nX-Percent: 5%41\r\n",
                    "");
            assertThat(client.answer().status()).isEqualTo(200);
            client.post("/v1/orders/place", "Idempotency-Key: bare\r\n", "");
            assertThat(client.answer().status()).isEqualTo(200);
        }
        var headers = held.next(0).envelope().headers();
        assertThat(headers.get("ce-id")).isEqualTo("a \"b\" \u00e9 100%");
        assertThat(headers.get("idempotency-key")).isEqualTo("k\\1");
        assertThat(headers.get("x-one")).isEqualTo("1, 2");
        assertThat(headers.get("x-percent")).isEqualTo("5%41");
        assertThat(held.next(1).envelope().headers().get("idempotency-key")).isEqualTo("bare");
    }

    @Test
    void pausedAndStopped() throws IOException {
        intake.pause();
        try (RawClient client = new RawClient(server)) {
            RawClient.Answer answer = client.post("/v1/orders/place", "", "").answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("ipc-kind")).isEqualTo("overloaded");
            assertThat(answer.body()).contains("paused");
            intake.resume();
            assertThat(client.post("/v1/orders/place", "", "").answer().status())
                    .isEqualTo(200);
            intake.stop().toCompletableFuture().join();
            answer = client.post("/v1/orders/place", "", "").answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("ipc-kind")).isEqualTo("closed");
            assertThat(answer.header("ipc-executed")).isEqualTo("no");
            assertThat(client.ends()).isTrue();
        }
    }

    @Test
    void operationsMayHaveAnyName() throws IOException {
        List<String> names = List.of("a b", "Bestellung \u00fc", "50%", "x.y.Z", "a;b");
        server.link(Rig.commands("odd"))
                .receive(
                        Rig.receives("", names.toArray(String[]::new)),
                        Rig.answering(m -> Rig.text(m.headers().get("ipc-operation"))));
        Link link = rig.transport().link(Rig.commands("odd", "address", Rig.base(server)));
        for (String name : names) {
            Rig.Asked asked = new Rig.Asked(
                    "odd",
                    Rig.operation(name),
                    io.unifiedipc.spi.Style.REQUEST,
                    Rig.text("x"),
                    java.time.Duration.ofSeconds(8),
                    false);
            asked.start(link);
            assertThat(Rig.text(asked.reply())).isEqualTo(name);
        }
    }
}
