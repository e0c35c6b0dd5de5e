package io.unifiedipc.http.call;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
    private static final Request PUT = new Request.Builder()
            .url("https://shop.example/orders/17")
            .header("Authorization", "Bearer x")
            .header("Cookie", "a=b")
            .header("X-User", "ann")
            .header("ce-id", "1")
            .header("Prefer", "respond-async")
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .header("idempotency-key", "\"k\"")
            .put(RequestBody.create(new byte[] {1}))
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/a",
                "https://shop.example:8443/a",
                "https://www.shop.example/a",
                "https://shop.example.evil.example/a"
            })
    void anotherOriginDoesNotHearWhoCalls(String elsewhere) {
        Request next = Requests.again(PUT, HttpUrl.get(elsewhere));
        assertThat(next.method()).isEqualTo("PUT");
        assertThat(next.body()).isSameAs(PUT.body());
        assertThat(next.headers().names()).containsExactlyInAnyOrder("Accept", "Content-Type", "idempotency-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example/a", "https://SHOP.example:443/b?c=d"})
    void theSameOriginHearsAll(String same) {
        assertThat(Requests.again(PUT, HttpUrl.get(same)).headers()).isEqualTo(PUT.headers());
    }

    @Test
    void aLookSaysNothingOfTheWork() {
        Request look = Requests.get(PUT, HttpUrl.get("https://shop.example/jobs/1"));
        assertThat(look.method()).isEqualTo("GET");
        assertThat(look.body()).isNull();
        assertThat(look.headers().names())
                .containsExactlyInAnyOrder("Authorization", "Cookie", "X-User", "ce-id", "Accept");
    }
}
