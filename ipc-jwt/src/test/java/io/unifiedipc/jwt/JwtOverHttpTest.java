package io.unifiedipc.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.unifiedipc.Authorizer;
import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Extension;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.HttpTransportProvider;
import io.unifiedipc.testing.kit.LeakGuard;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A chain of two services: the first asks who calls and who may, and calls the second as its caller. */
class JwtOverHttpTest {
    /** A command. */
    record Place(String sku) {}

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static RSAKey key;

    @TempDir
    private static Path folder;

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final AtomicInteger ran = new AtomicInteger();
    private HttpTransportProvider front;

    @BeforeAll
    static void keys() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("k").generate();
        Files.writeString(folder.resolve("keys.json"), new JWKSet(key).toString(true));
    }

    private static String token(String who, String scope) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(),
                new JWTClaimsSet.Builder()
                        .issuer("https://id.example")
                        .audience("shop")
                        .subject(who)
                        .claim("scope", scope)
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private Ipc open(String yaml, Extension... extensions) {
        String service = "jwt" + COUNT.incrementAndGet();
        IpcBuilder builder = Ipc.builder().isolated().yaml(yaml).set("service", service);
        for (Extension each : extensions) {
            builder.add(each);
        }
        return guard.watch(service, builder.build());
    }

    private static String company() {
        return """
                ipc:
                  authenticators:
                    company: {type: jwt, issuer: "https://id.example", audience: shop, keys: "%s"}
                """.formatted(folder.resolve("keys.json"));
    }

    @BeforeEach
    void open() {
        HttpTransportProvider back = new HttpTransportProvider();
        Ipc stock = open(company() + """
                  channels:
                    stock: {transport: http, authenticate: company}
                  transports:
                    http: {listen: 0}
                """, back);
        stock.channel("stock")
                .handle(Place.class, message -> message.principal().getName());
        stock.start();
        stock.ready().join();

        front = new HttpTransportProvider();
        Authorizer writers = access ->
                access.principal() instanceof JwtPrincipal who && who.scopes().contains("orders:write");
        Ipc orders = open(company() + """
                  credentials:
                    user: {type: forwarded}
                  channels:
                    orders: {transport: http, authenticate: company, authorize: true}
                    stock: {transport: http, credentials: user, http: {address: "http://127.0.0.1:%d"}}
                  transports:
                    http: {listen: 0}
                """.formatted(back.port()), front, writers);
        orders.channel("orders").handle(Place.class, message -> {
            ran.incrementAndGet();
            return "the stock knows " + orders.channel("stock").call(Command.of(message.payload()), String.class);
        });
        orders.start();
        orders.ready().join();
        assertThat(orders.describe())
                .contains("  authenticate        company (jwt)")
                .contains("  credentials         user (forwarded)");
        IpcException outside = catchThrowableOfType(
                IpcException.class, () -> orders.channel("stock").call(Command.of(new Place("x")), String.class));
        assertThat(outside.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(outside.executed()).isEqualTo(Executed.NO);
        assertThat(outside.getMessage()).contains("the call was not made in a handler");
    }

    private HttpResponse<String> curl(String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + front.port() + "/v1/orders/Place"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whoMayIsServedAndPassedOn() throws Exception {
        HttpResponse<String> answer =
                curl("{\"sku\": \"a\"}", "Authorization", "Bearer " + token("alice", "orders:write"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("\"the stock knows alice\"");
    }

    @Test
    void whoShowsNothingIsAskedFor() throws Exception {
        HttpResponse<String> answer = curl("{\"sku\": \"a\"}");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.headers().firstValue("ipc-executed")).hasValue("no");
        assertThat(answer.headers().firstValue("ipc-kind")).hasValue("unauthorized");
        assertThat(ran).hasValue(0);
    }

    @Test
    void aBadTokenIsRefusedWithoutDetails() throws Exception {
        String good = token("alice", "orders:write");
        for (String bad : new String[] {
            "Bearer x", "Bearer", "Bearer  ", "bearer " + good + "x", "Basic YTpi", "Bearer " + good + " " + good
        }) {
            HttpResponse<String> answer = curl("not even JSON", "Authorization", bad);
            assertThat(answer.statusCode()).as(bad).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
            assertThat(answer.body()).doesNotContainIgnoringCase("signature").doesNotContain(good);
        }
        assertThat(ran).hasValue(0);
    }

    @Test
    void twoAreOneTooMany() throws Exception {
        HttpResponse<String> answer = curl(
                "{\"sku\": \"a\"}",
                "Authorization",
                "Bearer " + token("alice", "orders:write"),
                "Authorization",
                "Bearer x");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ran).hasValue(0);
    }

    @Test
    void whoMayNotIsRefusedBeforeThePayloadIsRead() throws Exception {
        HttpResponse<String> answer = curl("not even JSON", "Authorization", "Bearer " + token("bob", "orders:read"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("ipc-executed")).hasValue("no");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(ran).hasValue(0);
    }

    @Test
    void ourOwnCallerHearsTheSame() throws Exception {
        Ipc caller = open("""
                ipc:
                  credentials:
                    alice: {type: bearer, token: "%s"}
                    bob: {type: bearer, token: "%s"}
                  channels:
                    orders: {transport: http, credentials: bob, http: {address: "http://127.0.0.1:%d"}}
                """.formatted(token("alice", "orders:write"), token("bob", ""), front.port()));
        IpcException refused = catchThrowableOfType(
                IpcException.class, () -> caller.channel("orders").call(Command.of(new Place("x")), String.class));
        assertThat(refused.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(refused.executed()).isEqualTo(Executed.NO);
        Ipc nobody = open("""
                ipc:
                  channels:
                    orders: {transport: http, http: {address: "http://127.0.0.1:%d"}}
                """.formatted(front.port()));
        IpcException unknown = catchThrowableOfType(
                IpcException.class, () -> nobody.channel("orders").call(Command.of(new Place("x")), String.class));
        assertThat(unknown.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(unknown.executed()).isEqualTo(Executed.NO);
    }
}
