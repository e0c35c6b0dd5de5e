package io.unifiedipc.http.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where answers lead, asked without a network. */
class JourneyTest {
    private static final String ORIGIN = "https://shop.example/orders";

    private final HttpCaller caller = new HttpCaller(Config.EMPTY, new Alone());
    private final Calling calling =
            new Calling(new ChannelSpec("orders", ChannelKind.COMMANDS, "1.0.0", 1000, Config.EMPTY), caller, null);

    @AfterEach
    void close() {
        caller.close().toCompletableFuture().join();
    }

    private Journey journey(boolean routed) {
        Headers headers = routed ? Headers.EMPTY.with(HeaderNames.TARGET, "POST /orders") : Headers.EMPTY;
        Call call = new Call(
                "orders",
                OperationSpec.of("place", String.class, String.class),
                Style.REQUEST,
                Envelope.of(headers, new byte[0]),
                0,
                Delivery.NO_DEADLINE,
                false,
                null);
        return new Journey(new Exchange(calling, call, HttpUrl.get(ORIGIN), null));
    }

    private static Response answer(String method, String url, int status, String... headers) {
        RequestBody body = method.equals("GET") || method.equals("HEAD") ? null : RequestBody.create(new byte[0]);
        Request request = new Request.Builder().url(url).method(method, body).build();
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .headers(okhttp3.Headers.of(headers))
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void neverFromHttpsToHttp(int status) {
        assertThatThrownBy(() -> journey(true)
                        .next(answer("GET", ORIGIN, status, "Location", "http://shop.example/orders?token=x")))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.UNROUTABLE);
                    assertThat(e.executed()).isEqualTo(Executed.MAYBE);
                    assertThat(e)
                            .hasMessageContaining("from https to http")
                            .hasMessageContaining("http://shop.example/orders?...")
                            .hasMessageNotContaining("token");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 301, GET",
        "GET, 302, GET",
        "GET, 303, GET",
        "GET, 307, GET",
        "GET, 308, GET",
        "GET, 300,",
        "GET, 304,",
        "HEAD, 301, HEAD",
        "HEAD, 302, HEAD",
        "HEAD, 303, HEAD",
        "HEAD, 307, HEAD",
        "HEAD, 308, HEAD",
        "HEAD, 305,",
        "PUT, 301,",
        "PUT, 302,",
        "PUT, 303, GET",
        "PUT, 307, PUT",
        "PUT, 308, PUT",
        "DELETE, 301,",
        "DELETE, 302,",
        "DELETE, 303, GET",
        "DELETE, 307, DELETE",
        "DELETE, 308, DELETE",
        "POST, 301,",
        "POST, 302,",
        "POST, 303, GET",
        "POST, 307,",
        "POST, 308,",
        "PATCH, 301,",
        "PATCH, 302,",
        "PATCH, 303, GET",
        "PATCH, 307,",
        "PATCH, 308,"
    })
    void onlyWhatIsSafeIsFollowed(String method, int status, String next) {
        Journey.Step step = journey(true).next(answer(method, ORIGIN, status, "Location", "../a//u:p@b?c#d"));
        if (next == null) {
            assertThat(step).isNull();
        } else {
            assertThat(step.request().method()).isEqualTo(next);
            assertThat(step.request().url()).hasToString("https://shop.example/a//u:p@b?c");
            assertThat(step.nanos()).isZero();
        }
    }

    @Test
    void aPostWithoutARouteIsNotFollowed() {
        assertThat(journey(false).next(answer("POST", ORIGIN, 303, "Location", "/a")))
                .isNull();
    }

    @Test
    void nobodysPasswordIsTakenFromALocation() {
        Journey.Step step = journey(true).next(answer("GET", ORIGIN, 302, "Location", "https://u:p@shop.example/a"));
        assertThat(step.request().url()).hasToString("https://shop.example/a");
    }

    @Test
    void looksComeLessAndLessOften() {
        Journey journey = journey(false);
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Journey.Step step = journey.next(answer(i == 0 ? "POST" : "GET", ORIGIN, 202, "Location", "/jobs/1"));
            millis.add(TimeUnit.NANOSECONDS.toMillis(step.nanos()));
            assertThat(step.request().method()).isEqualTo("GET");
            assertThat(journey.accepted()).isTrue();
        }
        assertThat(millis).containsExactly(100L, 200L, 400L, 800L, 1600L, 2000L, 2000L);
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "3, 3000", "garbage, 100", "99999999999, 86400000"})
    void aServiceSaysWhenToLook(String retryAfter, long millis) {
        Journey.Step step =
                journey(false).next(answer("POST", ORIGIN, 202, "Location", "/jobs/1", "Retry-After", retryAfter));
        assertThat(step.nanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void aLookThatBringsNoPlaceIsRepeated() {
        Journey journey = journey(false);
        assertThat(journey.next(answer("POST", ORIGIN, 202))).isNull();
        assertThat(journey.next(answer("POST", ORIGIN, 202, "Location", "/jobs/1")))
                .isNotNull();
        assertThat(journey.next(answer("GET", "https://shop.example/jobs/1", 202))
                        .request()
                        .url())
                .hasToString("https://shop.example/jobs/1");
    }
}
