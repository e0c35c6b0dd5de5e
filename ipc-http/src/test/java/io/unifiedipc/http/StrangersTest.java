package io.unifiedipc.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Link;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody else's server, which is none of ours. */
class StrangersTest {
    private static final WireMockServer STRANGER =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    private final Rig rig = new Rig();
    private Link link;

    @BeforeAll
    static void start() {
        STRANGER.start();
    }

    @AfterAll
    static void stop() {
        STRANGER.stop();
    }

    @BeforeEach
    void open() {
        STRANGER.resetAll();
        link = rig.transport().link(Rig.commands("orders", "address", "http://127.0.0.1:" + STRANGER.port()));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        STRANGER.stubFor(post(anyUrl()).willReturn(answer));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of(
                        "busy",
                        aResponse().withStatus(503).withHeader("Retry-After", "0"),
                        Kind.OVERLOADED,
                        Executed.MAYBE),
                Arguments.of("broken", aResponse().withStatus(500).withBody("oops"), Kind.FAILED, Executed.MAYBE),
                Arguments.of("slow gateway", aResponse().withStatus(504), Kind.TIMEOUT, Executed.MAYBE),
                Arguments.of(
                        "a problem that isn't ours",
                        aResponse()
                                .withStatus(400)
                                .withHeader("Content-Type", "application/problem+json")
                                .withBody("{\"title\":\"x\"}"),
                        Kind.INVALID,
                        Executed.MAYBE),
                Arguments.of(
                        "empty", aResponse().withFault(Fault.EMPTY_RESPONSE), Kind.CONNECTION_LOST, Executed.MAYBE),
                Arguments.of(
                        "garbage",
                        aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                        Kind.CONNECTION_LOST,
                        Executed.MAYBE),
                Arguments.of(
                        "noise",
                        aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
                        Kind.CONNECTION_LOST,
                        Executed.MAYBE),
                Arguments.of(
                        "reset",
                        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                        Kind.CONNECTION_LOST,
                        Executed.MAYBE));
    }

    @ParameterizedTest(name = "{0}: {2}, executed {3}")
    @MethodSource("bad")
    void failures(String what, ResponseDefinitionBuilder answer, Kind kind, Executed executed) {
        answers(answer);
        IpcException failure = Rig.ask(link, Rig.text("x")).failure();
        assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
        assertThat(failure.executed()).as(failure.toString()).isEqualTo(executed);
        STRANGER.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void whatIsSent() {
        answers(aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "application/json")
                .withBody("{\"a\":1}"));
        Headers headers = Headers.EMPTY
                .with("content-type", "application/json")
                .with("ce-id", "a b")
                .with("idempotency-key", "k1");
        Envelope reply = Rig.ask(link, Envelope.of(headers, "{}".getBytes(StandardCharsets.UTF_8)))
                .reply();
        assertThat(Rig.text(reply)).isEqualTo("{\"a\":1}");
        assertThat(reply.headers().get("content-type")).isEqualTo("application/json");
        var request = STRANGER.findAll(postRequestedFor(urlEqualTo("/v1/orders/place")))
                .get(0);
        assertThat(request.getBodyAsString()).isEqualTo("{}");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeader("ce-id")).isEqualTo("a%20b");
        assertThat(request.getHeader("Idempotency-Key")).isEqualTo("\"k1\"");
        assertThat(Long.parseLong(request.getHeader("ipc-deadline-ms"))).isBetween(1L, 8000L);
        assertThat(request.getHeader("Accept-Encoding")).isEqualTo("identity");
        assertThat(request.getHeader("Prefer")).isNull();
        assertThat(request.getHeader("ipc-attempt")).isNull();
    }
}
