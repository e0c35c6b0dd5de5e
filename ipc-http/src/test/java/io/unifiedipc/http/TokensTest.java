package io.unifiedipc.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.identity.OAuth2Provider;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Credentials;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.Style;
import io.unifiedipc.spi.Timers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens of a real endpoint, good and bad, and what becomes of the calls that need one. */
class TokensTest {
    private static final String SECRET = "s3cr3t&/=";
    private static final int MANY = 200;
    private static final WireMockServer PEER = new WireMockServer(
            WireMockConfiguration.options().dynamicPort().containerThreads(260).jettyAcceptQueueSize(500));

    /** Only a test lets it go on: a machine that stands still for a second asks for no other token. */
    private final AtomicLong now = new AtomicLong(System.nanoTime());

    private final Rig rig = new Rig();
    private Credentials credentials;
    private Link link;

    @BeforeAll
    static void start() {
        PEER.start();
    }

    @AfterAll
    static void stop() {
        PEER.stop();
    }

    @BeforeEach
    void open() {
        PEER.resetAll();
        PEER.stubFor(post(urlPathMatching("/v1/.*")).willReturn(aResponse().withStatus(204)));
        open("timeout", "30s");
    }

    private void open(String... more) {
        if (credentials != null) {
            credentials.close();
        }
        List<String> options = new ArrayList<>(
                List.of("token-url", PEER.baseUrl() + "/token", "client-id", "check out", "client-secret", SECRET));
        options.addAll(List.of(more));
        Config config = Rig.config(new OAuth2Provider().options().options(), options.toArray(String[]::new));
        credentials = new OAuth2Provider().open("shop", config, new Later());
        rig.credentials = credentials;
        link = rig.transport().link(Rig.commands("orders", "address", PEER.baseUrl()));
    }

    @Test
    void anEndpointWithACertificateOfItsOwnIsBelievedByConfiguration(@TempDir Path folder) throws Exception {
        Pki pki = new Pki(folder, "tokens");
        WireMockServer secured = new WireMockServer(WireMockConfiguration.options()
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(pki.keystore("t.p12", "PKCS12", "changeit", pki.issue("t", "localhost")))
                .keystoreType("PKCS12")
                .keystorePassword("changeit")
                .keyManagerPassword("changeit"));
        secured.start();
        try {
            secured.stubFor(post("/token").willReturn(okJson("{\"access_token\":\"t\",\"token_type\":\"Bearer\"}")));
            String url = "https://localhost:" + secured.httpsPort() + "/token";
            open("token-url", url);
            assertThatThrownBy(() -> credentials.get(null).toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(IpcException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
                        assertThat(e.executed()).isEqualTo(Executed.NO);
                        assertThat(e.text()).contains("tls-trust");
                    });
            open("token-url", url, "tls-trust", pki.trust());
            assertThat(credentials
                            .get(null)
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS)
                            .value())
                    .isEqualTo("Bearer t");
        } finally {
            secured.stop();
        }
    }

    @AfterEach
    void close() {
        credentials.close();
        rig.close();
    }

    /** The rig with a clock that can be put forward; calls have the machine's. */
    private final class Later implements Context {
        @Override
        public String service() {
            return rig.service();
        }

        @Override
        public Executor executor() {
            return rig.executor();
        }

        @Override
        public Clock clock() {
            return new Clock() {
                @Override
                public long nanos() {
                    return now.get();
                }
            };
        }

        @Override
        public Timers timers() {
            return rig.timers();
        }

        @Override
        public void count(String what, String channel) {}
    }

    private void later(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static ResponseDefinitionBuilder token(String token, Object expires) {
        return json("{\"access_token\": \"" + token + "\", \"token_type\": \"Bearer\", \"expires_in\": " + expires
                + ", \"scope\": \"x\"}");
    }

    private static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }

    /** Answers in this order, the last from then on. */
    private static void answers(ResponseDefinitionBuilder... all) {
        for (int i = 0; i < all.length; i++) {
            PEER.stubFor(post(urlEqualTo("/token"))
                    .inScenario("tokens")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "t" + i)
                    .willReturn(all[i])
                    .willSetStateTo("t" + Math.min(i + 1, all.length - 1)));
        }
    }

    private static int fetched() {
        return PEER.findAll(postRequestedFor(urlEqualTo("/token"))).size();
    }

    private static void shown(int times, String token) {
        PEER.verify(
                times,
                postRequestedFor(urlPathMatching("/v1/.*")).withHeader("Authorization", equalTo("Bearer " + token)));
    }

    private Rig.Asked ask() {
        return Rig.ask(link, Rig.text("x"));
    }

    /** Blocks in half of them, on as many threads. */
    private List<Rig.Asked> askMany() {
        ExecutorService threads = Executors.newFixedThreadPool(MANY);
        try {
            List<CompletableFuture<Rig.Asked>> all = IntStream.range(0, MANY)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> Rig.ask(link, Rig.text("x"), Style.REQUEST, Duration.ofSeconds(20), i % 2 == 0),
                            threads))
                    .toList();
            return all.stream()
                    .map(each -> each.orTimeout(30, TimeUnit.SECONDS).join())
                    .toList();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void isAskedForAsTheStandardSays() {
        answers(token("one", 3600));
        open("scope", "orders stock", "audience", "https://shop.example");
        ask().reply();
        ask().reply();
        PEER.verify(
                1,
                postRequestedFor(urlEqualTo("/token"))
                        .withHeader(
                                "Authorization",
                                equalTo("Basic "
                                        + java.util.Base64.getEncoder()
                                                .encodeToString(
                                                        "check+out:s3cr3t%26%2F%3D".getBytes(StandardCharsets.UTF_8))))
                        .withFormParam("grant_type", equalTo("client_credentials"))
                        .withFormParam("scope", equalTo("orders stock"))
                        .withFormParam("audience", equalTo("https://shop.example")));
        shown(2, "one");
    }

    @Test
    void theSecretMayGoInTheForm() {
        answers(token("one", "\"3600\""));
        open("send-secret", "body");
        ask().reply();
        PEER.verify(
                1,
                postRequestedFor(urlEqualTo("/token"))
                        .withoutHeader("Authorization")
                        .withFormParam("client_id", equalTo("check out"))
                        .withFormParam("client_secret", equalTo(SECRET)));
    }

    @Test
    void twoHundredCallsFetchItOnceAndRefreshItOnce() {
        answers(token("one", 3600).withFixedDelay(300), token("two", 3600).withFixedDelay(300));
        askMany().forEach(Rig.Asked::reply);
        assertThat(fetched()).isEqualTo(1);
        shown(MANY, "one");

        later(Duration.ofMinutes(70)); // it has ended
        askMany().forEach(Rig.Asked::reply);
        assertThat(fetched()).isEqualTo(2);
        shown(MANY, "two");
    }

    @Test
    void itIsReplacedBeforeItEndsAndNobodyWaitsForThat() {
        answers(token("one", 3600), token("two", 3600).withFixedDelay(3000));
        ask().reply();
        later(Duration.ofSeconds(3600 - 59));
        // While the other is on its way.
        IntStream.range(0, 20).mapToObj(i -> ask()).toList().forEach(Rig.Asked::reply);
        shown(21, "one");
        Rig.await("the next token is there", () -> {
            ask().reply();
            return !PEER.findAll(postRequestedFor(urlPathMatching("/v1/.*"))
                            .withHeader("Authorization", equalTo("Bearer two")))
                    .isEmpty();
        });
        assertThat(fetched()).isEqualTo(2);
    }

    @Test
    void whereItCannotBeReplacedTheOldOneServesUntilItsEnd() {
        answers(token("one", 3600), aResponse().withStatus(503).withHeader("Retry-After", "0"));
        ask().reply();
        later(Duration.ofSeconds(3600 - 59));
        ask().reply();
        Rig.await("it was asked for again", () -> fetched() == 2);
        for (int i = 0; i < 20; i++) {
            ask().reply();
        }
        shown(22, "one");
        assertThat(fetched()).as("it is left alone for a second").isEqualTo(2);
        later(Duration.ofSeconds(60));
        IpcException failure = ask().failure();
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        shown(22, "one");
    }

    @Test
    void oneThatIsRefusedIsNotShownAgainAndNothingIsSentTwice() {
        answers(token("one", 3600), token("two", 3600), token("three", 3600));
        PEER.stubFor(post(urlPathMatching("/v1/.*"))
                .withHeader("Authorization", equalTo("Bearer one"))
                .willReturn(aResponse().withStatus(401)));
        IpcException failure = ask().failure();
        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        shown(1, "one");
        ask().reply();
        shown(1, "two");
        assertThat(fetched()).isEqualTo(2);
    }

    @Test
    void aPeerThatRefusesEverythingCostsOneTokenASecond() {
        answers(token("one", 3600), token("two", 3600), token("three", 3600));
        PEER.stubFor(post(urlPathMatching("/v1/.*")).willReturn(aResponse().withStatus(401)));
        for (int i = 0; i < 20; i++) {
            assertThat(ask().failure().kind()).isEqualTo(Kind.UNAUTHORIZED);
        }
        assertThat(fetched()).isEqualTo(2); // by the token's clock, which the test alone could put forward
        later(Duration.ofSeconds(2));
        ask().failure();
        ask().failure();
        assertThat(fetched()).isEqualTo(3);
    }

    static Stream<Arguments> useless() {
        String text = "{\"access_token\": \"leak-me\", \"token_type\": \"Bearer\", \"expires_in\": 3600}";
        return Stream.of(
                Arguments.of(
                        "refuses",
                        json("{\"error\": \"invalid_client\", \"error_description\": \"" + SECRET + "\"}")
                                .withStatus(401),
                        Kind.UNAUTHORIZED,
                        "invalid_client"),
                Arguments.of(
                        "refuses oddly", json("{\"error\": \"leak-me\"}").withStatus(400), Kind.UNAUTHORIZED, "400"),
                Arguments.of("breaks", aResponse().withStatus(500).withBody(text), Kind.UNREACHABLE, "500"),
                Arguments.of(
                        "is busy", aResponse().withStatus(503).withHeader("Retry-After", "0"), Kind.UNREACHABLE, "503"),
                Arguments.of(
                        "has moved",
                        aResponse().withStatus(307).withHeader("Location", "/other"),
                        Kind.UNAUTHORIZED,
                        "307"),
                Arguments.of("garbage", json("leak-me {{{"), Kind.UNAUTHORIZED, "no JSON object"),
                Arguments.of("a list", json("[1]"), Kind.UNAUTHORIZED, "no JSON object"),
                Arguments.of("nothing", json(""), Kind.UNAUTHORIZED, "no JSON object"),
                Arguments.of(
                        "a page",
                        aResponse().withHeader("Content-Type", "text/html").withBody("<html>leak-me</html>"),
                        Kind.UNAUTHORIZED,
                        "no JSON object"),
                Arguments.of(
                        "1 MB",
                        json("{\"access_token\": \"" + "leak-me".repeat(150_000) + "\"}"),
                        Kind.UNAUTHORIZED,
                        "65536 bytes"),
                Arguments.of("no token", json("{\"token_type\": \"Bearer\"}"), Kind.UNAUTHORIZED, "access_token"),
                Arguments.of(
                        "a number",
                        json("{\"access_token\": 7, \"token_type\": \"Bearer\"}"),
                        Kind.UNAUTHORIZED,
                        "access_token"),
                Arguments.of("an empty one", token("", 3600), Kind.UNAUTHORIZED, "can't be sent"),
                Arguments.of("a line break", token("leak-me\\r\\nX-Evil: 1", 3600), Kind.UNAUTHORIZED, "can't be sent"),
                Arguments.of("mac", json(text.replace("Bearer", "mac")), Kind.UNAUTHORIZED, "token_type"),
                Arguments.of("no type", json("{\"access_token\": \"leak-me\"}"), Kind.UNAUTHORIZED, "token_type"),
                Arguments.of("ended", token("leak-me", 0), Kind.UNAUTHORIZED, "expires_in"),
                Arguments.of("ended long ago", token("leak-me", -5), Kind.UNAUTHORIZED, "expires_in"),
                Arguments.of("no end", token("leak-me", "\"soon\""), Kind.UNAUTHORIZED, "expires_in"),
                Arguments.of(
                        "twice",
                        json(text.replace("{", "{\"access_token\": \"other\", ")),
                        Kind.UNAUTHORIZED,
                        "no JSON object"),
                Arguments.of("slow", token("leak-me", 3600).withFixedDelay(3000), Kind.TIMEOUT, "300 ms"),
                Arguments.of(
                        "slow to end",
                        token("leak-me", 3600).withChunkedDribbleDelay(10, 5000),
                        Kind.TIMEOUT,
                        "300 ms"),
                Arguments.of(
                        "reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), Kind.UNREACHABLE, "/token"),
                Arguments.of("noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE), Kind.UNREACHABLE, "/token"),
                Arguments.of("empty", aResponse().withFault(Fault.EMPTY_RESPONSE), Kind.UNREACHABLE, "/token"));
    }

    @ParameterizedTest(name = "an endpoint that answers: {0}")
    @MethodSource("useless")
    void anEndpointThatGivesNone(String what, ResponseDefinitionBuilder answer, Kind kind, String says) {
        answers(answer);
        open("timeout", kind == Kind.TIMEOUT ? "300ms" : "30s");
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        List<IpcException> failures = new ArrayList<>();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            List<Rig.Asked> all = IntStream.range(0, MANY).mapToObj(i -> ask()).toList();
            all.forEach(each -> failures.add(each.failure()));
        } finally {
            System.setErr(before);
        }
        Rig.await("it has noted that it was asked", () -> fetched() > 0);
        assertThat(fetched()).as("requests for a token").isEqualTo(1);
        PEER.verify(0, postRequestedFor(urlPathMatching("/v1/.*")));
        for (IpcException failure : failures) {
            assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
            assertThat(failure.executed()).isEqualTo(Executed.NO);
            assertThat(failure.getMessage()).contains("'orders'").contains(says);
        }
        java.io.StringWriter trace = new java.io.StringWriter();
        failures.get(0).printStackTrace(new java.io.PrintWriter(trace));
        assertThat(trace + log.toString(StandardCharsets.UTF_8))
                .doesNotContain("leak-me")
                .doesNotContain(SECRET);
    }

    @Test
    void oneWithoutAnEndIsGoodForAWhile() {
        answers(json("{\"access_token\": \"one\", \"token_type\": \"bearer\"}"), token("two", 3600));
        ask().reply();
        later(Duration.ofMinutes(3));
        ask().reply();
        shown(2, "one");
        later(Duration.ofMinutes(3));
        ask().reply();
        shown(1, "two");
    }

    @Test
    void afterAFailureItIsLeftAloneLongerEachTimeAndThenAskedAgain() {
        answers(aResponse().withStatus(500), aResponse().withStatus(500), token("one", 3600));
        ask().failure();
        ask().failure();
        assertThat(fetched()).isEqualTo(1);
        later(Duration.ofMillis(1100));
        ask().failure();
        later(Duration.ofMillis(1100));
        ask().failure();
        assertThat(fetched()).isEqualTo(2);
        later(Duration.ofMillis(1100));
        ask().reply();
        assertThat(fetched()).isEqualTo(3);
    }

    @Test
    void nobodyWaitsLongerThanItsOwnDeadline() {
        answers(token("one", 3600).withFixedDelay(3000));
        for (boolean blocking : List.of(true, false)) {
            long start = System.nanoTime();
            Rig.Asked asked = Rig.ask(link, Rig.text("x"), Style.REQUEST, Duration.ofMillis(150), blocking);
            rig.timers().add(asked.call); // as core does
            IpcException failure = asked.failure();
            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.executed()).isEqualTo(Executed.NO);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
        }
        PEER.verify(0, postRequestedFor(urlPathMatching("/v1/.*")));
    }

    @Test
    void whoWaitsCanBeCancelledAndTheLinkCanClose() {
        answers(token("one", 3600).withFixedDelay(3000));
        Rig.Asked cancelled = ask();
        Rig.Asked closed = ask();
        // Else it might come when the next test counts.
        Rig.await("the token is asked for", () -> fetched() == 1);
        cancelled.call.abort(IpcException.of(Kind.CANCELLED, Executed.MAYBE, "by the test"));
        assertThat(cancelled.failure().executed()).isEqualTo(Executed.NO);
        link.close();
        assertThat(closed.failure().kind()).isEqualTo(Kind.CLOSED);
        assertThat(closed.failure().executed()).isEqualTo(Executed.NO);
        PEER.verify(0, postRequestedFor(urlPathMatching("/v1/.*")));
    }

    @Test
    void thatNobodyIsThereIsSaid() {
        open("token-url", "http://127.0.0.1:1/token");
        IpcException failure = ask().failure();
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        assertThat(failure.getMessage()).contains("http://127.0.0.1:1/token").doesNotContain(SECRET);
    }
}
