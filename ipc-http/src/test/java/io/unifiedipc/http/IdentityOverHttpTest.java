package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Command;
import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Authenticator;
import io.unifiedipc.spi.AuthenticatorProvider;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Presented;
import io.unifiedipc.spi.Schema;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.Principal;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown, and to whom; and who is let in. */
class IdentityOverHttpTest {
    /** A command. */
    record Place(String sku) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    @TempDir
    private Path folder;

    private final HttpTransportProvider http = new HttpTransportProvider();

    /** Takes everybody for who they say they are, except who breaks it. */
    private static final class Trusting implements AuthenticatorProvider {
        @Override
        public String name() {
            return "trusting";
        }

        @Override
        public Schema options() {
            return Schema.of();
        }

        @Override
        public Authenticator open(String block, Config options, Context context) {
            return new Authenticator() {
                @Override
                public Principal authenticate(Presented shown) {
                    Credential credential = shown.credential();
                    if (credential == null) {
                        throw IpcException.of(Kind.UNAUTHORIZED, Executed.NO, "say who you are");
                    }
                    if (credential.secret().equals("boom")) {
                        throw new IllegalStateException("a secret of the authenticator");
                    }
                    return credential::value;
                }

                @Override
                public String challenge(boolean refused) {
                    return "Whoever realm=\"x\"";
                }
            };
        }
    }

    private Ipc receiver(String... options) {
        IpcBuilder builder = Ipc.builder()
                .isolated()
                .add(http)
                .add(new Trusting())
                .set("service", "shop")
                .set("authenticators.all.type", "trusting")
                .set("channels.orders.transport", "http")
                .set("channels.orders.authenticate", "all")
                .set("transports.http.listen", "0");
        Shop.set(builder, options);
        return guard.open(builder);
    }

    private Ipc who(String... options) {
        Ipc ipc = receiver(options);
        ipc.channel("orders").handle(Place.class, message -> message.principal().getName());
        ipc.start();
        ipc.ready().join();
        return ipc;
    }

    private Ipc caller(String base, String... options) {
        IpcBuilder builder = Ipc.builder()
                .isolated()
                .set("channels.orders.transport", "http")
                .set("channels.orders.http.address", base);
        Shop.set(builder, options);
        return guard.open(builder);
    }

    private static String ask(Ipc caller) {
        return String.valueOf(caller.channel("orders").call(Command.of(new Place("x")), String.class));
    }

    private static IpcException failure(Ipc caller) {
        return catchThrowableOfType(IpcException.class, () -> ask(caller));
    }

    private String base() {
        return "http://127.0.0.1:" + http.port();
    }

    @Test
    void whatIsConfiguredIsShown() {
        who();
        assertThat(ask(caller(
                        base(),
                        "channels.orders.credentials",
                        "a",
                        "credentials.a.type",
                        "bearer",
                        "credentials.a.token",
                        "t0k-en==")))
                .isEqualTo("Bearer t0k-en==");
        // RFC 7617, 2.1
        assertThat(ask(caller(
                        base(),
                        "channels.orders.credentials",
                        "a",
                        "credentials.a.type",
                        "basic",
                        "credentials.a.user",
                        "test",
                        "credentials.a.password",
                        "123£")))
                .isEqualTo("Basic dGVzdDoxMjPCow==");
        IpcException failure = failure(caller(base()));
        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
    }

    @Test
    void anAuthenticatorThatBreaksLetsNobodyInAndTellsNothing() throws IOException {
        who();
        try (RawClient client = new RawClient(http.port())) {
            RawClient.Answer answer = client.post(
                            "/v1/orders/Place", "Content-Type: application/json\r\nAuthorization: X boom\r\n", "{}")
                    .answer();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.header("ipc-executed")).isEqualTo("no");
            assertThat(answer.toString()).doesNotContain("a secret");
        }
    }

    @Test
    void onAPortOfOurOwnNoContainerSaysWho() {
        who("authenticators.all.type", "container");
        IpcException failure = failure(caller(base()));
        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "http-1"})
    void aCertificateSaysWho(String protocol) {
        Pki pki = new Pki(folder, "our CA");
        who(
                "authenticators.all.type",
                "certificate",
                "transports.http.tls-certificate",
                pki.both("server.pem", pki.issue("server", "127.0.0.1")),
                "transports.http.tls-client-trust",
                pki.trust(),
                "transports.http.tls-clients",
                "wanted");
        String base = "https://127.0.0.1:" + http.port();
        String[] known = {
            "channels.orders.http.tls-trust",
            pki.trust(),
            "channels.orders.http.protocol",
            protocol,
            "channels.orders.http.tls-certificate",
            pki.both("client.pem", pki.issue("checkout"))
        };
        assertThat(ask(caller(base, known))).isEqualTo("CN=checkout");
        IpcException nobody = failure(
                caller(base, "channels.orders.http.tls-trust", pki.trust(), "channels.orders.http.protocol", protocol));
        assertThat(nobody.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(nobody.executed()).isEqualTo(Executed.NO);
        assertThat(nobody.getMessage()).contains("client certificate");
    }

    @Test
    void aPromisedAnswerIsForNobodyElse() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        Ipc ipc = receiver("channels.orders.http.respond-async-after", "10ms");
        ipc.channel("orders").handle(Place.class, message -> {
            release.await();
            return "for " + message.principal().getName();
        });
        ipc.start();
        ipc.ready().join();
        String path;
        try (RawClient client = new RawClient(http.port())) {
            RawClient.Answer answer = client.post(
                            "/v1/orders/Place",
                            "Content-Type: application/json\r\nPrefer: respond-async\r\nAuthorization: Bearer alice\r\n",
                            "{\"sku\":\"x\"}")
                    .answer();
            assertThat(answer.status()).isEqualTo(202);
            path = URI.create("/v1/orders/Place")
                    .resolve(answer.header("location"))
                    .getPath();
        }
        release.countDown();
        Rig.await("the answer is there", () -> get(path, "Bearer alice").status() == 200);
        assertThat(get(path, "Bearer alice").toString()).contains("for Bearer alice");
        assertThat(get(path, "Bearer mallory").status()).isEqualTo(404);
        RawClient.Answer nobody = get(path, null);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.header("ipc-executed")).isEqualTo("maybe");
        assertThat(nobody.toString()).doesNotContain("alice");
    }

    private RawClient.Answer get(String path, @org.jspecify.annotations.Nullable String authorization) {
        try (RawClient client = new RawClient(http.port())) {
            return client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n"
                            + (authorization == null ? "" : "Authorization: " + authorization + "\r\n") + "\r\n")
                    .answer();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String described(String address, String... options) {
        IpcBuilder builder = Ipc.builder()
                .isolated()
                .set("credentials.a.type", "bearer")
                .set("credentials.a.token", "hush")
                .set("channels.orders.transport", "http")
                .set("channels.orders.credentials", "a")
                .set("channels.orders.http.address", address);
        Shop.set(builder, options);
        return builder.describe();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example",
                "http://10.0.0.1:8081",
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
                "http://0.0.0.0:1",
                "https://fine.example, http://shop.example"
            })
    void nothingIsShownInTheClearUnlessThatIsSaid(String address) {
        assertThatThrownBy(() -> described(address))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("plain http to another machine")
                .hasMessageContaining("channels.orders.http.insecure: true");
        assertThat(described(address, "channels.orders.http.insecure", "true")).doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1",
                "http://127.0.0.1:1",
                "http://127.1.2.3",
                "http://[::1]:1",
                "https://x.example"
            })
    void onThisMachineItIsAndUnderTls(String address) {
        assertThat(described(address)).contains("a (bearer)");
    }

    @Test
    void throughAProxyNoAddressStaysOnThisMachine() {
        String[] proxy = {"channels.orders.http.proxy", "http://proxy.example:3128"};
        assertThatThrownBy(() -> described("http://localhost:1", proxy))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("plain http to another machine");
        assertThat(described("https://x.example", proxy)).contains("a (bearer)");
    }

    @Test
    void aSecretIsNotSentToATokenEndpointInTheClearEither() {
        assertThatThrownBy(() -> described(
                        "https://x.example",
                        "credentials.b.type",
                        "oauth2",
                        "credentials.b.token-url",
                        "http://id.example/token",
                        "credentials.b.client-id",
                        "a"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("plain http to another machine")
                .hasMessageContaining("credentials.b lacks 'client-secret'");
    }
}
