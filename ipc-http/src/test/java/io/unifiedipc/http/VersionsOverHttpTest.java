package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Contract;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two majors of a channel on one port, and what callers are told of versions. */
class VersionsOverHttpTest {
    /** A command, as it was. */
    public record Old(String what) {}

    /** As it is now: something more, and something under another name. */
    public record New(String subject, int count) {}

    /** A reply. */
    public record Done(String what) {}

    /** The channel as it was. */
    @Contract(
            channel = "orders",
            version = "1.4.0",
            deprecated = "2026-12-01",
            sunset = "2027-06-01",
            guide = "https://example.com/orders-2")
    public interface OrdersV1 {
        /** Works. */
        @Operation("Work")
        Done work(Old work);
    }

    /** The channel as it is now. */
    @Contract(channel = "orders", version = "2.0.0")
    public interface OrdersV2 {
        /** Works. */
        @Operation("Work")
        Done work(New work);
    }

    /** The channel as it will be. */
    @Contract(channel = "orders", version = "3.0.0")
    public interface OrdersV3 {
        /** Works. */
        @Operation("Work")
        Done work(New work);
    }

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final HttpTransportProvider http = new HttpTransportProvider();
    private Ipc receiver;
    private Ipc caller;

    @BeforeEach
    void open() {
        receiver = guard.open(Ipc.builder()
                .isolated()
                .add(http)
                .set("service", "shop")
                .set("channels.orders.transport", "http")
                .set("transports.http.listen", "0"));
        receiver.serve(OrdersV1.class, work -> new Done("1: " + work.what()));
        receiver.serve(OrdersV2.class, work -> new Done("2: " + work.subject() + work.count()));
        receiver.start();
        receiver.ready().join();
        caller = guard.open(Ipc.builder()
                .isolated()
                .set("service", "customer")
                .set("channels.orders.transport", "http")
                .set("channels.orders.http.address", base()));
    }

    private String base() {
        return "http://127.0.0.1:" + http.port();
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void bothAnswerOnOnePort() throws Exception {
        assertThat(caller.client(OrdersV1.class).work(new Old("a"))).isEqualTo(new Done("1: a"));
        assertThat(caller.client(OrdersV2.class).work(new New("b", 2))).isEqualTo(new Done("2: b2"));
        assertThat(post("/v1/orders/Work", "{\"what\":\"a\"}").body()).isEqualTo("{\"what\":\"1: a\"}");
        assertThat(post("/v2/orders/Work", "{\"subject\":\"a\",\"count\":1}").body())
                .isEqualTo("{\"what\":\"2: a1\"}");
    }

    @Test
    void aMajorThatIsNotServedIsRefusedWithThoseThatAre() throws Exception {
        assertThatThrownBy(() -> caller.client(OrdersV3.class).work(new New("b", 2)))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
                    assertThat(e.executed()).isEqualTo(Executed.NO);
                    assertThat(e).hasMessageContaining("1.4.0, 2.0.0");
                    assertThat(Objects.requireNonNull(e.problem()).members().get("supported"))
                            .isEqualTo(List.of("1.4.0", "2.0.0"));
                });
        HttpResponse<String> plain = post("/v3/orders/Work", "{}");
        assertThat(plain.statusCode()).isEqualTo(404);
        assertThat(plain.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(plain.body()).contains("\"supported\":[\"1.4.0\",\"2.0.0\"]", "\"executed\":\"no\"");
    }

    @Test
    void aVersionInTheHeaderMustFitTheAddress() throws Exception {
        HttpResponse<String> other = post("/v1/orders/Work", "{\"what\":\"a\"}", "ipc-version", "2.0.0");
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.body()).contains("\"supported\":[\"1.4.0\",\"2.0.0\"]");
        HttpResponse<String> none = post("/v1/orders/Work", "{\"what\":\"a\"}", "ipc-version", "1.4");
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("'1.4' is no semantic version", "\"kind\":\"invalid\"");
    }

    /** By RFC 9745, 8594 and 8288, on what succeeds and on what fails. */
    @Test
    void whatIsDeprecatedSaysSo() throws Exception {
        for (String body : List.of("{\"what\":\"a\"}", "no json")) {
            HttpResponse<String> old = post("/v1/orders/Work", body);
            assertThat(old.headers().firstValue("Deprecation")).contains("@1796083200");
            assertThat(old.headers().firstValue("Sunset")).contains("Tue, 01 Jun 2027 00:00:00 GMT");
            assertThat(old.headers().firstValue("Link"))
                    .contains("<https://example.com/orders-2>; rel=\"deprecation\"");
        }
        HttpResponse<String> now = post("/v2/orders/Work", "{\"subject\":\"a\",\"count\":1}");
        assertThat(now.headers().firstValue("Deprecation")).isEmpty();
    }

    @Test
    void whoUsesItIsCountedByItsName() throws Exception {
        caller.client(OrdersV1.class).work(new Old("a"));
        caller.client(OrdersV2.class).work(new New("a", 1));
        post("/v1/orders/Work", "{\"what\":\"a\"}", "ipc-caller", "a curl");
        post("/v1/orders/Work", "{\"what\":\"a\"}");

        assertThat(receiver.deprecatedUses())
                .extracting(Ipc.DeprecatedUse::caller)
                .containsExactlyInAnyOrder("customer", "a curl", "unknown");
        assertThat(caller.deprecatedUses()).extracting(Ipc.DeprecatedUse::times).containsExactly(1L);
    }

    /** What one of two minors doesn't know it leaves out; what is missing is null, or zero. */
    @Test
    void minorsUnderstandEachOther() throws Exception {
        assertThat(post("/v2/orders/Work", "{\"subject\":\"a\",\"count\":1,\"since\":\"2.1.0\"}")
                        .body())
                .isEqualTo("{\"what\":\"2: a1\"}");
        assertThat(post("/v2/orders/Work", "{}").body()).isEqualTo("{\"what\":\"2: null0\"}");
    }
}
