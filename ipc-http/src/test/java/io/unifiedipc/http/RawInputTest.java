package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that no caller of ours would send, to a whole receiver: status, words, what ran; and the next one is served. */
class RawInputTest {
    private static final String PATH = "/v1/orders/Place";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String GOOD = "{\"sku\":\"ok\",\"quantity\":1}";

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    static Stream<Arguments> table() {
        return Stream.of(
                row("good", 200, null, "yes", 1, PATH, JSON, GOOD),
                row("unknown fields", 200, null, "yes", 1, PATH, JSON, "{\"sku\":\"ok\",\"quantity\":1,\"new\":[{}]}"),
                row(
                        "+json",
                        200,
                        null,
                        "yes",
                        1,
                        PATH,
                        "Content-Type: application/vnd.x+json; charset=utf-8\r\n",
                        GOOD),
                row("refused", 422, "refused", "yes", 1, PATH, JSON, "{\"sku\":\"refuses\",\"quantity\":1}"),
                row("broken", 500, "failed", "yes", 1, PATH, JSON, "{\"sku\":\"throws\",\"quantity\":1}"),
                row("half of it", 400, "undecodable", "no", 0, PATH, JSON, "{\"sku\":\"ok\""),
                row("more than one", 400, "undecodable", "no", 0, PATH, JSON, GOOD + GOOD),
                row("nothing", 400, "undecodable", "no", 0, PATH, JSON, ""),
                row("null", 400, "undecodable", "no", 0, PATH, JSON, "null"),
                row("a list", 400, "undecodable", "no", 0, PATH, JSON, "[]"),
                row(
                        "text for a number",
                        400,
                        "undecodable",
                        "no",
                        0,
                        PATH,
                        JSON,
                        "{\"sku\":\"ok\",\"quantity\":\"x\"}"),
                row(
                        "too large a number",
                        400,
                        "undecodable",
                        "no",
                        0,
                        PATH,
                        JSON,
                        "{\"sku\":\"ok\",\"quantity\":1e99}"),
                row(
                        "a number without end",
                        400,
                        "undecodable",
                        "no",
                        0,
                        PATH,
                        JSON,
                        "{\"sku\":\"ok\",\"quantity\":" + "9".repeat(20_000) + "}"),
                row(
                        "no end of lists",
                        400,
                        "undecodable",
                        "no",
                        0,
                        PATH,
                        JSON,
                        "{\"sku\":\"ok\",\"quantity\":1,\"new\":" + "[".repeat(100_000)),
                row("no UTF-8", 400, "undecodable", "no", 0, PATH, JSON, "{\"sku\":\"\u00ff\u00fe\",\"quantity\":1}"),
                row("text", 400, "undecodable", "no", 0, PATH, "Content-Type: text/plain\r\n", GOOD),
                row(
                        "a form",
                        400,
                        "undecodable",
                        "no",
                        0,
                        PATH,
                        "Content-Type: application/x-www-form-urlencoded\r\n",
                        GOOD),
                row("no type at all", 200, null, "yes", 1, PATH, "", GOOD),
                row("a type that is none", 400, "undecodable", "no", 0, PATH, "Content-Type: ;;\r\n", GOOD),
                row("compressed", 415, "unsupported", "no", 0, PATH, JSON + "Content-Encoding: br\r\n", GOOD),
                row("unknown operation", 404, "unsupported", "no", 0, "/v1/orders/Unheard", JSON, GOOD),
                row("operation in other letters", 404, "unsupported", "no", 0, "/v1/orders/place", JSON, GOOD),
                row("unknown version", 404, "unsupported", "no", 0, "/v2/orders/Place", JSON, GOOD),
                row(
                        "version in the header alone",
                        404,
                        "unsupported",
                        "no",
                        0,
                        PATH,
                        JSON + "ipc-version: 2.0.0\r\n",
                        GOOD),
                row("version that is none", 400, "invalid", "no", 0, PATH, JSON + "ipc-version: x\r\n", GOOD),
                row("version of one number", 400, "invalid", "no", 0, PATH, JSON + "ipc-version: 1\r\n", GOOD),
                row(
                        "two versions",
                        400,
                        "invalid",
                        "no",
                        0,
                        PATH,
                        JSON + "ipc-version: 1.0.0\r\nipc-version: 1.0.0\r\n",
                        GOOD),
                row(
                        "version of 10 kB",
                        400,
                        "invalid",
                        "no",
                        0,
                        PATH,
                        JSON + "ipc-version: 1.0.0-" + "a".repeat(10_000) + "\r\n",
                        GOOD),
                row("unknown channel", 404, "unsupported", "no", 0, "/v1/orderz/Place", JSON, GOOD),
                row("channel without a handler", 502, "nobody-listening", "no", 0, "/v1/idle/Place", JSON, GOOD),
                row(
                        "another operation in the header",
                        400,
                        "invalid",
                        "no",
                        0,
                        PATH,
                        JSON + "ipc-operation: Unheard\r\n",
                        GOOD),
                row(
                        "two operations in headers",
                        400,
                        "invalid",
                        "no",
                        0,
                        PATH,
                        JSON + "ipc-operation: Place\r\nipc-operation: Place\r\n",
                        GOOD),
                row("reply to a URL", 404, "unsupported", "no", 0, PATH, JSON + "ipc-reply-to: http://evil/\r\n", GOOD),
                row(
                        "expired long ago",
                        504,
                        "expired",
                        "no",
                        0,
                        PATH,
                        JSON + "ce-expirytime: 2001-01-01T00:00:00Z\r\n",
                        GOOD),
                row("expiry that is no time", 400, "invalid", "no", 0, PATH, JSON + "ce-expirytime: soon\r\n", GOOD),
                row(
                        "deadline that is no time",
                        400,
                        "invalid",
                        "no",
                        0,
                        PATH,
                        JSON + "ipc-deadline-ms: soon\r\n",
                        GOOD),
                row("deadline of nothing", 400, "invalid", "no", 0, PATH, JSON + "ipc-deadline-ms: 0\r\n", GOOD),
                row("parent path", 400, "invalid", "no", 0, "/v1/orders/../orders/Place", JSON, GOOD),
                row("hidden parent path", 400, null, "no", 0, "/v1/orders/%2e%2e/orders/Place", JSON, GOOD),
                row("path parameter", 404, "unsupported", "no", 0, "/v1/orders;a=b/Place", JSON, GOOD),
                row("10,000 headers", 431, "too-large", "no", 0, PATH, JSON + headers(10_000), GOOD),
                row(
                        "a header of 1 MB",
                        431,
                        "too-large",
                        "no",
                        0,
                        PATH,
                        JSON + "x: " + "y".repeat(1 << 20) + "\r\n",
                        GOOD),
                row("folded header", 400, null, "no", 0, PATH, JSON + "x: a\r\n b: c\r\n", GOOD),
                row("header without a name", 400, null, "no", 0, PATH, JSON + ": c\r\n", GOOD),
                row("zero in a header", 400, null, "no", 0, PATH, JSON + "x: a\u0000b\r\n", GOOD),
                row("two lengths", 400, null, "no", 0, PATH, JSON + "Content-Length: 1\r\n", GOOD),
                row("length and chunks", 400, null, "no", 0, PATH, JSON + "Transfer-Encoding: chunked\r\n", GOOD),
                row("over the limit, and no JSON", 413, "too-large", "no", 0, PATH, JSON, "x".repeat(2 << 20)));
    }

    private static Arguments row(
            String what, int status, String kind, String executed, int ran, String path, String headers, String body) {
        return Arguments.of(what, status, kind, executed, ran, path, headers, body);
    }

    private static String headers(int count) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append("x-").append(i).append(": 1\r\n");
        }
        return all.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void answers(
            String what, int status, String kind, String executed, int ran, String path, String headers, String body)
            throws IOException {
        Shop shop = new Shop(guard);
        RawClient.Answer answer = ask(shop, path, headers, body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("ipc-executed")).as(answer.toString()).isEqualTo(executed);
        if (kind != null) {
            assertThat(answer.header("ipc-kind")).isEqualTo(kind);
            assertThat(answer.body()).contains("\"kind\":\"" + kind + "\"");
        }
        if (status != 200) {
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.body())
                    .contains("\"executed\":\"" + executed + "\"", "\"detail\":\"", "\"title\":\"")
                    .doesNotContain("secret", "\tat ", "Exception");
        }
        assertThat(shop.ran).hasSize(ran);
        assertThat(ask(shop, PATH, JSON, GOOD).status()).as("the next one").isEqualTo(200);
    }

    private RawClient.Answer ask(Shop shop, String path, String headers, String body) throws IOException {
        try (RawClient client = new RawClient(shop.http.port())) {
            // Written beside, as a receiver may answer before it has read everything.
            RawPeer.daemon(() -> {
                try {
                    client.post(path, headers, body);
                } catch (IOException e) {
                    // It has answered and closed.
                }
            });
            return client.answer();
        }
    }

    @Test
    void callersThatNeverFinishTheirRequest() throws IOException {
        Shop shop = new Shop(guard);
        for (int i = 0; i < 20; i++) {
            RawClient half = guard.watch(new RawClient(shop.http.port()));
            half.send("POST " + PATH + " HTTP/1.1\r\nHost: x\r\n" + JSON + "Content-Length: 100\r\n\r\n{");
        }
        assertThat(ask(shop, PATH, JSON, GOOD).status()).isEqualTo(200);
        Rig.await("nothing is in flight", () -> shop.receiver.counts().inFlight() == 0);
    }

    @Test
    void olderHttp() throws IOException {
        Shop shop = new Shop(guard);
        try (RawClient client = new RawClient(shop.http.port())) {
            client.send(
                    "POST " + PATH + " HTTP/1.0\r\n" + JSON + "Content-Length: " + GOOD.length() + "\r\n\r\n" + GOOD);
            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.ends()).isTrue();
        }
    }
}
