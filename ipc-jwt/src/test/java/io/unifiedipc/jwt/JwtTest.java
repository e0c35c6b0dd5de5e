package io.unifiedipc.jwt;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Authenticator;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Presented;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that are good, and all that are not. */
class JwtTest {
    private static final WireMockServer ISSUER =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private static final RSAKey RSA = rsa("r1");
    private static final RSAKey STRANGER = rsa("r1");
    private static final ECKey EC = ec("e1");

    @TempDir
    private Path folder;

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeAll
    static void start() {
        ISSUER.start();
    }

    @AfterAll
    static void stop() {
        ISSUER.stop();
    }

    @BeforeEach
    void keys() {
        ISSUER.resetAll();
        publishes(json(RSA, EC));
    }

    private static void publishes(ResponseDefinitionBuilder answer) {
        ISSUER.stubFor(get(urlEqualTo("/keys")).willReturn(answer));
    }

    private static ResponseDefinitionBuilder json(JWK... keys) {
        return aResponse().withBody(new JWKSet(Arrays.asList(keys)).toString(true));
    }

    private static int asked() {
        return ISSUER.findAll(getRequestedFor(urlEqualTo("/keys"))).size();
    }

    private static Authenticator jwt(String... more) {
        Map<String, Object> values = new HashMap<>();
        String[] usual = {
            "issuer", "https://id.example", "audience", "orders, stock", "keys", ISSUER.baseUrl() + "/keys"
        };
        Stream.of(usual, more).forEach(pairs -> {
            for (int i = 0; i < pairs.length; i += 2) {
                values.put(pairs[i], option(pairs[i]).parse(pairs[i + 1]));
            }
        });
        return new JwtAuthenticator(new Config(values), Clock.SYSTEM);
    }

    private static Option<?> option(String key) {
        return new JwtProvider()
                .options().options().stream()
                        .filter(each -> each.key().equals(key))
                        .findFirst()
                        .orElseThrow();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://id.example")
                .audience("orders")
                .subject("alice")
                .claim("scope", "orders:read orders:write")
                .expirationTime(in(60));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String signed(JWTClaimsSet.Builder claims, JWSHeader header, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, claims.build());
            token.sign(signer);
            return token.serialize();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(JWTClaimsSet.Builder claims, RSAKey key) {
        try {
            return signed(
                    claims,
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    new RSASSASigner(key));
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static Presented shows(@Nullable String token) {
        return new Presented(token == null ? null : Credential.bearer(token), List.of(), null);
    }

    private static IpcException refused(Authenticator jwt, @Nullable String token) {
        return catchThrowableOfType(IpcException.class, () -> jwt.authenticate(shows(token)));
    }

    @Test
    void aGoodOneSaysWho() throws Exception {
        JwtPrincipal who = (JwtPrincipal) jwt().authenticate(shows(signed(claims(), RSA)));
        assertThat(who.getName()).isEqualTo("alice");
        assertThat(who.scopes()).containsExactlyInAnyOrder("orders:read", "orders:write");
        assertThat(who.claims()).containsEntry("iss", "https://id.example");
        assertThat(who).hasToString("alice");
        String elliptic = signed(
                claims().audience(List.of("x", "stock")),
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID("e1")
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                new ECDSASigner(EC));
        assertThat(jwt().authenticate(shows(elliptic)).getName()).isEqualTo("alice");
        assertThat(jwt("principal", "client_id")
                        .authenticate(shows(signed(claims().claim("client_id", "checkout"), RSA)))
                        .getName())
                .isEqualTo("checkout");
    }

    static Stream<Arguments> bad() throws Exception {
        String good = signed(claims(), RSA);
        String[] parts = good.split("\\.", -1);
        byte[] publicKey = RSA.toRSAPublicKey().getEncoded();
        return Stream.of(
                bad("of another issuer", claims -> claims.issuer("https://evil.example")),
                bad("of no issuer", claims -> claims.issuer(null)),
                bad("for somebody else", claims -> claims.audience("billing")),
                bad("for nobody", claims -> claims.audience((String) null)),
                bad("that has ended", claims -> claims.expirationTime(in(-40))),
                bad("that never ends", claims -> claims.expirationTime(null)),
                bad("that is not good yet", claims -> claims.notBeforeTime(in(40))),
                bad("of nobody", claims -> claims.subject(null)),
                bad("of a blank", claims -> claims.subject(" ")),
                Arguments.of("signed by a stranger under a known name", signed(claims(), STRANGER)),
                Arguments.of("without a signature", new PlainJWT(claims().build()).serialize()),
                Arguments.of("whose signature was cut off", parts[0] + "." + parts[1] + "."),
                Arguments.of("whose claims were changed", parts[0] + "." + parts[1].substring(1) + "." + parts[2]),
                Arguments.of(
                        "signed with the public key as a shared secret",
                        signed(
                                claims(),
                                new JWSHeader.Builder(JWSAlgorithm.HS256)
                                        .keyID("r1")
                                        .build(),
                                new MACSigner(publicKey))),
                Arguments.of(
                        "signed by an algorithm that is not allowed",
                        signed(
                                claims(),
                                new JWSHeader.Builder(JWSAlgorithm.PS256)
                                        .keyID("r1")
                                        .build(),
                                new RSASSASigner(RSA))),
                Arguments.of(
                        "with a key of its own",
                        signed(
                                claims(),
                                new JWSHeader.Builder(JWSAlgorithm.RS256)
                                        .jwk(STRANGER.toPublicJWK())
                                        .build(),
                                new RSASSASigner(STRANGER))),
                Arguments.of(
                        "of another type",
                        signed(
                                claims(),
                                new JWSHeader.Builder(JWSAlgorithm.RS256)
                                        .keyID("r1")
                                        .type(new JOSEObjectType("logout+jwt"))
                                        .build(),
                                new RSASSASigner(RSA))),
                Arguments.of("garbage", "x"),
                Arguments.of("dots", "a.b.c"));
    }

    private static Arguments bad(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(what, signed(change.apply(claims()), RSA));
    }

    @ParameterizedTest(name = "a token {0}")
    @MethodSource("bad")
    void allThatAreBadAreRefusedInTheSameWords(String what, String token) {
        Authenticator jwt = jwt();
        IpcException failure = refused(jwt, token);
        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        assertThat(failure.text()).isIn("the token is not valid here", "the token names nobody");
        assertThat(jwt.challenge(true)).isEqualTo("Bearer error=\"invalid_token\"");
    }

    @Test
    void noneAtAllIsAskedFor() {
        assertThat(refused(jwt(), null).kind()).isEqualTo(Kind.UNAUTHORIZED);
        Presented basic = new Presented(new Credential("Basic", "YTpi"), List.of(), null);
        assertThatThrownBy(() -> jwt().authenticate(basic)).isInstanceOf(IpcException.class);
        assertThat(jwt().challenge(false)).isEqualTo("Bearer");
        assertThat(asked()).isZero();
    }

    @Test
    void clocksMayDiffer() {
        assertThat(jwt().authenticate(shows(signed(claims().expirationTime(in(-20)), RSA)))
                        .getName())
                .isEqualTo("alice");
        assertThat(refused(jwt("clock-skew", "5s"), signed(claims().expirationTime(in(-20)), RSA))
                        .kind())
                .isEqualTo(Kind.UNAUTHORIZED);
    }

    @Test
    void keysAreFetchedOnceAndAgainForOneThatIsNew() {
        Authenticator jwt = jwt();
        IntStream.range(0, 50).parallel().forEach(i -> jwt.authenticate(shows(signed(claims(), RSA))));
        assertThat(asked()).isEqualTo(1);
        RSAKey next = rsa("r2");
        publishes(json(RSA, next));
        assertThat(jwt.authenticate(shows(signed(claims(), next))).getName()).isEqualTo("alice");
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void unknownKeysDoNotMakeItAskWithoutEnd() {
        Authenticator jwt = jwt();
        jwt.authenticate(shows(signed(claims(), RSA)));
        for (int i = 0; i < 30; i++) {
            assertThat(refused(
                                    jwt,
                                    signed(
                                            claims(),
                                            new RSAKey.Builder(STRANGER)
                                                    .keyID("x" + i)
                                                    .build()))
                            .kind())
                    .isEqualTo(Kind.UNAUTHORIZED);
        }
        assertThat(asked()).isLessThanOrEqualTo(2);
        assertThat(jwt.authenticate(shows(signed(claims(), RSA))).getName()).isEqualTo("alice");
    }

    static Stream<Arguments> noKeys() {
        return Stream.of(
                Arguments.of("breaks", aResponse().withStatus(500)),
                Arguments.of("is a page", aResponse().withBody("<html>")),
                Arguments.of("is empty", aResponse().withBody("{\"keys\": []}")),
                Arguments.of(
                        "has secrets alone", aResponse().withBody("{\"keys\": [{\"kty\": \"oct\", \"k\": \"YWJj\"}]}")),
                Arguments.of("is too large", aResponse().withBody(" ".repeat(600_000))),
                Arguments.of("leads elsewhere", aResponse().withStatus(302).withHeader("Location", "/other")),
                Arguments.of("is slow", aResponse().withBody("{}").withFixedDelay(3000)));
    }

    @ParameterizedTest(name = "a set of keys that {0}")
    @MethodSource("noKeys")
    void withoutKeysNobodyIsLetInAndItIsNotTheCallersFault(String what, ResponseDefinitionBuilder answer) {
        publishes(answer);
        Authenticator jwt = jwt();
        for (int i = 0; i < 5; i++) {
            IpcException failure = refused(jwt, signed(claims(), RSA));
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure.executed()).isEqualTo(Executed.NO);
        }
        assertThat(asked()).isLessThanOrEqualTo(2);
    }

    @Test
    void keysMayStandInAFileThatChanges() throws Exception {
        Path file = folder.resolve("keys.json");
        Files.writeString(file, new JWKSet(RSA).toString(true));
        Authenticator jwt = jwt("keys", file.toString());
        assertThat(jwt.authenticate(shows(signed(claims(), RSA))).getName()).isEqualTo("alice");
        RSAKey next = rsa("r2");
        assertThat(refused(jwt, signed(claims(), next)).kind()).isEqualTo(Kind.UNAUTHORIZED);
        change(file, new JWKSet(next).toString(true), 1);
        assertThat(jwt.authenticate(shows(signed(claims(), next))).getName()).isEqualTo("alice");
        assertThat(refused(jwt, signed(claims(), RSA)).kind()).isEqualTo(Kind.UNAUTHORIZED);
        change(file, "broken", 2);
        assertThat(jwt.authenticate(shows(signed(claims(), next))).getName()).isEqualTo("alice");
        Files.delete(file);
        assertThat(jwt.authenticate(shows(signed(claims(), next))).getName()).isEqualTo("alice");
        change(file, new JWKSet(RSA).toString(true), 2);
        assertThat(jwt.authenticate(shows(signed(claims(), RSA))).getName()).isEqualTo("alice");
    }

    private static void change(Path file, String text, int step) throws Exception {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofSeconds(step))));
    }

    @Test
    void guideListsEveryOption() throws Exception {
        StringBuilder wanted = new StringBuilder("| key | takes | default | meaning |\n|---|---|---|---|\n");
        new JwtProvider().options().options().forEach(option -> row(wanted, option));
        String guide = Files.readString(Path.of("..", "docs", "security.md"));
        assertThat(guide).contains("<!-- jwt:begin -->\n" + wanted + "<!-- jwt:end -->");
    }

    private static <T> void row(StringBuilder table, Option<T> option) {
        T otherwise = option.otherwise();
        table.append("| `")
                .append(option.key())
                .append("` | ")
                .append(option.form())
                .append(" | ");
        table.append(otherwise == null ? "" : option.write(otherwise)).append(" | ");
        table.append(option.meaning()).append(" |\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keys | http://id.example/keys | plain http",
                "keys | http://127.0.0.1.evil.example/keys | plain http",
                "keys | https://user@id.example/keys | user",
                "keys | https: | no URL",
                "keys | nowhere/keys.json | can't be read",
                "keys | pom.xml | no JWK set",
                "algorithms | none | no algorithm with a public key",
                "algorithms | HS256 | no algorithm with a public key",
                "algorithms | RS265 | did you mean 'RS256'?",
                "clock-skew | 1h | 5m at most"
            })
    void badOptions(String key, String value, String why) {
        assertThatThrownBy(() -> option(key).parse(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
