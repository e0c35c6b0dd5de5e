package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Ipc;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages in browsers as callers: what a browser asks and needs to hear before it lets a page see an answer. */
class BrowsersTest {
    private static final String PAGE = "Origin: https://shop.example\r\n";

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Bookshop.InMemory shop = new Bookshop.InMemory();
    private final HttpTransportProvider http = new HttpTransportProvider();

    @BeforeEach
    void open() throws Exception {
        Ipc receiver = guard.open(Ipc.builder()
                .isolated()
                .add(http)
                .set("service", "books")
                .set("channels.books.transport", "http")
                .set("transports.http.origins", "https://shop.example")
                .set("transports.http.listen", "0"));
        receiver.serve(Bookshop.class, shop);
        receiver.start();
        receiver.ready().get(10, TimeUnit.SECONDS);
    }

    private RawClient.Answer ask(String request) throws Exception {
        try (RawClient raw = new RawClient(http.port())) {
            raw.send(request);
            return raw.answer();
        }
    }

    @Test
    void aPageMayReadWhatItAskedFor() throws Exception {
        RawClient.Answer answer = ask("GET /titles HTTP/1.1\r\nHost: x\r\n" + PAGE + "\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("https://shop.example");
        assertThat(answer.header("access-control-allow-credentials")).isNull();
        assertThat(answer.header("access-control-expose-headers").toLowerCase(java.util.Locale.ROOT))
                .contains("ipc-executed", "location", "link");
    }

    @Test
    void aBrowserIsToldWhatMayBeSent() throws Exception {
        RawClient.Answer answer = ask("""
                OPTIONS /books/b1 HTTP/1.1\r
                Host: x\r
                Origin: https://shop.example\r
                Access-Control-Request-Method: PUT\r
                Access-Control-Request-Headers: authorization,content-type,idempotency-key\r
                \r
                """);
        assertThat(answer.status()).isIn(200, 204);
        assertThat(answer.header("access-control-allow-methods")).contains("PUT");
        assertThat(answer.header("access-control-allow-headers")).contains("*", "Authorization");
    }

    @Test
    void anotherPageIsRefusedAndNothingRan() throws Exception {
        RawClient.Answer answer = ask("""
                POST /books HTTP/1.1\r
                Host: x\r
                Origin: https://evil.example\r
                Content-Type: application/json\r
                Content-Length: 33\r
                \r
                {"title":"t","pages":1,"tags":[]}""");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("ipc-executed")).isEqualTo("no");
        assertThat(shop.books).isEmpty();
    }
}
