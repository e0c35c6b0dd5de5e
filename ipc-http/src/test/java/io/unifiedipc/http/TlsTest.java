package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.Style;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides over TLS: whom they believe, how they say that they don't, and certificates that change while they run. */
class TlsTest {
    @TempDir
    Path folder;

    private final Rig rig = new Rig();
    private final AtomicInteger ran = new AtomicInteger();
    private Pki pki;

    @BeforeEach
    void make() {
        pki = new Pki(folder, "our CA");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private HttpTransport serving(String... options) {
        HttpTransport server = rig.server(options);
        Rig.serve(server.link(Rig.commands("orders")), Rig.receives("", "place"), message -> {
            ran.incrementAndGet();
            return Rig.text("echo " + Rig.text(message));
        });
        return server;
    }

    private HttpTransport serving(HeldCertificate held) {
        return serving("tls-certificate", pki.both("server.pem", held));
    }

    private Link calling(String base, String... more) {
        String[] options = new String[more.length + 2];
        System.arraycopy(more, 0, options, 2, more.length);
        options[0] = "address";
        options[1] = base;
        return rig.transport().link(Rig.commands("orders", options));
    }

    private static String https(HttpTransport server) {
        return "https://127.0.0.1:" + server.port();
    }

    private static void answers(Link link) {
        for (boolean blocking : new boolean[] {true, false}) {
            assertThat(Rig.text(Rig.ask(link, Rig.text("x"), Style.REQUEST, Duration.ofSeconds(8), blocking)
                            .reply()))
                    .isEqualTo("echo x");
        }
    }

    private IpcException refused(Link link, Kind kind) {
        IpcException failure = Rig.ask(link, Rig.text("x")).failure();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        assertThat(failure.executed()).as(failure.getMessage()).isEqualTo(Executed.NO);
        assertThat(failure).hasMessageContaining("'orders' ");
        assertThat(ran).hasValue(0);
        return failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "http-1"})
    void callsAndAnswers(String protocol) {
        HttpTransport server = serving(pki.issue("server", "127.0.0.1"));
        answers(calling(https(server), "tls-trust", pki.trust(), "protocol", protocol));
        assertThat(ran).hasValue(2);
    }

    @Test
    void everyFormOfKeyAndCertificate() throws IOException {
        HeldCertificate rsa = new HeldCertificate.Builder()
                .rsa2048()
                .addSubjectAlternativeName("127.0.0.1")
                .signedBy(pki.ca)
                .build();
        String chain = pki.write("chain.pem", "# ours\n" + rsa.certificatePem() + pki.ca.certificatePem());
        HeldCertificate ec = pki.issue("server", "127.0.0.1");
        List<String[]> all = List.of(
                new String[] {"tls-certificate", chain, "tls-key", pki.write("rsa1.key", rsa.privateKeyPkcs1Pem())},
                new String[] {"tls-certificate", chain, "tls-key", pki.write("rsa8.key", rsa.privateKeyPkcs8Pem())},
                new String[] {"tls-certificate", pki.both("both.pem", ec)},
                new String[] {"tls-certificate", pki.keystore("a.p12", "PKCS12", "secret", ec), "tls-password", "secret"
                },
                new String[] {"tls-certificate", pki.keystore("a.jks", "JKS", "secret", ec), "tls-password", "secret"});
        for (String[] each : all) {
            answers(calling(https(serving(each)), "tls-trust", pki.trust()));
        }
        String p12 = pki.truststore("trust.p12", "PKCS12", "secret");
        answers(calling(https(serving(ec)), "tls-trust", p12, "tls-password", "secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-encrypted.key", "ec-encrypted-pbes1.key", "ec.key"})
    void keysThatOpenSslWrites(String key) {
        String trust = resource("ec.crt");
        HttpTransport server = serving("tls-certificate", trust, "tls-key", resource(key), "tls-password", "secret");
        answers(calling(https(server), "tls-trust", trust));
    }

    static String resource(String name) {
        return Path.of("src", "test", "resources", "tls", name).toString();
    }

    @Test
    void expired() {
        HttpTransport server = serving(pki.issue(-48, -24));
        assertThat(refused(calling(https(server), "tls-trust", pki.trust()), Kind.UNREACHABLE))
                .hasMessageContaining("odd times")
                .hasMessageContaining("expired at 2");
    }

    @Test
    void expiredAndTrustedItself() {
        HeldCertificate old = pki.issue(-48, -24);
        String trust = pki.write("leaf.pem", old.certificatePem());
        assertThat(refused(calling(https(serving(old)), "tls-trust", trust), Kind.UNREACHABLE))
                .hasMessageContaining("expired at 2");
    }

    @Test
    void notYetValid() {
        HttpTransport server = serving(pki.issue(24, 48));
        assertThat(refused(calling(https(server), "tls-trust", pki.trust()), Kind.UNREACHABLE))
                .hasMessageContaining("not valid before 2");
    }

    @Test
    void selfSigned() {
        HttpTransport server = serving(new HeldCertificate.Builder()
                .commonName("alone")
                .addSubjectAlternativeName("127.0.0.1")
                .build());
        assertThat(refused(calling(https(server), "tls-trust", pki.trust()), Kind.UNREACHABLE))
                .hasMessageContaining("'CN=alone' is self-signed")
                .hasMessageContaining("tls-trust");
    }

    @Test
    void ofAnotherAuthority() {
        HttpTransport server = serving(pki.issue("server", "127.0.0.1"));
        assertThat(refused(
                        calling(https(server), "tls-trust", new Pki(folder, "another CA").trust()), Kind.UNREACHABLE))
                .hasMessageContaining("'CN=server'")
                .hasMessageContaining("'CN=our CA'")
                .hasMessageContaining("tls-trust");
        assertThat(refused(calling(https(server)), Kind.UNREACHABLE))
                .as("the JDK doesn't know it either")
                .hasMessageContaining("the JDK's certificates");
    }

    @Test
    void forAnotherHost() {
        HttpTransport server = serving(pki.issue("server", "shop.example", "10.1.2.3"));
        assertThat(refused(calling(https(server), "tls-trust", pki.trust()), Kind.UNREACHABLE))
                .hasMessageContaining("[10.1.2.3, shop.example]")
                .hasMessageContaining("not 127.0.0.1");
    }

    @Test
    void oneSideSpeaksPlainHttp() {
        HttpTransport plain = serving();
        assertThat(refused(calling(https(plain), "tls-trust", pki.trust()), Kind.UNREACHABLE))
                .hasMessageContaining("doesn't answer in TLS")
                .hasMessageContaining("http://");
        HttpTransport secure = serving(pki.issue("server", "127.0.0.1"));
        assertThat(refused(calling(Rig.base(secure)), Kind.INVALID))
                .hasMessageContaining("this port speaks TLS")
                .hasMessageContaining("https://");
    }

    @Test
    void strangersPortSpeaksTls() throws Exception {
        try (SSLServerSocket secure = listening(pki.issue("server", "127.0.0.1"), socket -> {})) {
            assertThat(refused(calling("http://127.0.0.1:" + secure.getLocalPort()), Kind.UNREACHABLE))
                    .hasMessageContaining("answers in TLS")
                    .hasMessageContaining("https://");
        }
    }

    @Test
    void nothingInCommon() throws Exception {
        // Said before it accepts: a socket takes over at that moment what is said.
        try (SSLServerSocket old = listening(pki.issue("server", "127.0.0.1"), socket -> {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"});
        })) {
            assertThat(refused(
                            calling("https://127.0.0.1:" + old.getLocalPort(), "tls-trust", pki.trust()),
                            Kind.UNREACHABLE))
                    .hasMessageContaining("in common");
        }
    }

    /** A server of the JDK that does nothing but handshakes. */
    private static SSLServerSocket listening(HeldCertificate held, Consumer<SSLServerSocket> settings)
            throws IOException {
        SSLContext context = new HandshakeCertificates.Builder()
                .heldCertificate(held)
                .build()
                .sslContext();
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        settings.accept(server);
        RawPeer.daemon(() -> {
            while (!server.isClosed()) {
                try (java.net.Socket socket = server.accept()) {
                    socket.getInputStream().read();
                } catch (IOException e) {
                    // That is what is tried here.
                }
            }
        });
        return server;
    }

    @Test
    void bothShowCertificates() {
        HttpTransport server = serving(
                "tls-certificate",
                pki.both("server.pem", pki.issue("server", "127.0.0.1")),
                "tls-client-trust",
                pki.trust());
        answers(calling(
                https(server),
                "tls-trust",
                pki.trust(),
                "tls-certificate",
                pki.both("client.pem", pki.issue("client"))));
    }

    @ParameterizedTest
    @CsvSource({"none, auto", "none, http-1", "stranger, auto", "stranger, http-1"})
    void callersCertificateRefused(String which, String protocol) {
        HttpTransport server = serving(
                "tls-certificate",
                pki.both("server.pem", pki.issue("server", "127.0.0.1")),
                "tls-client-trust",
                pki.trust());
        Link link = which.equals("none")
                ? calling(https(server), "tls-trust", pki.trust(), "protocol", protocol)
                : calling(
                        https(server),
                        "tls-trust",
                        pki.trust(),
                        "protocol",
                        protocol,
                        "tls-certificate",
                        pki.both("client.pem", new Pki(folder, "another CA").issue("client")));
        for (int i = 0; i < 20; i++) {
            IpcException failure = Rig.ask(link, Rig.text("x")).failure();
            if (failure.kind() == Kind.UNAUTHORIZED) {
                assertThat(failure.executed()).isEqualTo(Executed.NO);
                assertThat(failure)
                        .hasMessageContaining("refuses our certificate")
                        .hasMessageContaining("tls-");
            } else if (failure.executed() == Executed.NO) {
                assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(Kind.UNREACHABLE);
                assertThat(failure).hasMessageContaining("it may refuse our certificate");
            } else {
                // The server resets the connection behind its alert, which may be lost by that.
                assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(Kind.CONNECTION_LOST);
                assertThat(failure.executed()).isEqualTo(Executed.MAYBE);
            }
        }
        assertThat(ran).hasValue(0);
    }

    /** Whoever is called could otherwise make this service call another one in its own name. */
    @Test
    void aRedirectElsewhereIsNotShownTheCertificate() throws IOException {
        HttpTransport other = serving(
                "tls-certificate",
                pki.both("server.pem", pki.issue("server", "127.0.0.1")),
                "tls-client-trust",
                pki.trust(),
                "tls-clients",
                "needed");
        String found =
                "HTTP/1.1 302 Found\r\nLocation: " + https(other) + "/v1/orders/place\r\nContent-Length: 0\r\n\r\n";
        try (RawPeer first = new RawPeer(RawPeer.says(found))) {
            Link link = calling(
                    first.base() + "," + https(other),
                    "tls-trust",
                    pki.trust(),
                    "tls-certificate",
                    pki.both("client.pem", pki.issue("client")));
            Envelope get = Envelope.of(Headers.EMPTY.plus(HeaderNames.TARGET, "GET /x"), new byte[0]);
            IpcException failure = Rig.ask(link, get).failure();
            assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(Kind.UNROUTABLE);
            assertThat(failure).hasMessageContaining("certificate of this channel");
        }
    }

    @Test
    void callersCertificateWanted() {
        HttpTransport server = serving(
                "tls-certificate",
                pki.both("server.pem", pki.issue("server", "127.0.0.1")),
                "tls-client-trust",
                pki.trust(),
                "tls-clients",
                "wanted");
        answers(calling(https(server), "tls-trust", pki.trust()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "http-1"})
    void trustIsChangedWhileItRuns(String protocol) {
        Pki next = new Pki(folder, "next CA");
        String trust = pki.trust();
        HttpTransport server = serving(pki.issue("server", "127.0.0.1"));
        Link link = calling(https(server), "tls-trust", trust, "protocol", protocol);
        answers(link);

        // Revoked: nothing of the old trust is used, no connection and no session either.
        pki.write(Path.of(trust).getFileName().toString(), next.ca.certificatePem());
        IpcException failure = until(link, e -> e != null);
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        assertThat(failure).hasMessageContaining("'CN=our CA'");

        pki.trust();
        until(link, e -> e == null);
    }

    /** Asks until it ends as is wanted; with what. */
    private static IpcException until(Link link, Predicate<IpcException> wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            Rig.Asked asked = Rig.ask(link, Rig.text("x"));
            asked.finish();
            if (wanted.test(asked.call.failure())) {
                return asked.call.failure();
            }
            assertThat(System.nanoTime()).as("it never came").isLessThan(end);
        }
    }

    @Test
    void serverIsGivenAnotherCertificate() {
        Pki next = new Pki(folder, "next CA");
        HttpTransport server = serving(pki.issue("server", "127.0.0.1"));
        answers(calling(https(server), "tls-trust", pki.trust()));

        pki.both("server.pem", next.issue("server", "127.0.0.1"));
        Rig.await("the new one is shown", () -> {
            Link link = calling(https(server), "tls-trust", next.trust());
            Rig.Asked asked = Rig.ask(link, Rig.text("x"));
            asked.finish();
            return asked.call.failure() == null;
        });
    }

    @Test
    void newFilesThatAreBrokenAreReportedAndNotUsed() {
        HttpTransport server = serving(pki.issue("server", "127.0.0.1"));
        String trust = pki.trust();
        Link link = calling(https(server), "tls-trust", trust, "protocol", "http-1");
        answers(link);

        pki.write("server.pem", "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n");
        pki.write(Path.of(trust).getFileName().toString(), "nothing");
        Rig.await("both are counted", () -> {
            answers(link);
            // A connection anew, so that the server looks at its files.
            answers(calling(https(server), "tls-trust", pki.write("same.pem", pki.ca.certificatePem())));
            return rig.counted("tls-files-refused") >= 2;
        });
        answers(link);
        assertThat(rig.counted("tls-files-refused")).isEqualTo(2);
    }

    @Test
    void idleConnectionIsLookedAtWithoutHarm() {
        HttpTransport server = serving(pki.issue("server", "127.0.0.1"));
        try (Tap tap = rig.tap(server)) {
            Link link = calling("https://127.0.0.1:" + tap.port(), "tls-trust", pki.trust(), "protocol", "http-1");
            answers(link);
            answers(link);
            assertThat(tap.connections()).as("it is used again").isEqualTo(1);
            tap.cut();
            Rig.await("it is closed", () -> tap.open() == 0);
            answers(link);
            assertThat(tap.connections()).isEqualTo(2);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "http-1"})
    void callerThatGoesIsNoticed(String protocol) {
        HttpTransport server = rig.server("tls-certificate", pki.both("server.pem", pki.issue("server", "127.0.0.1")));
        Rig.Held held = new Rig.Held();
        server.link(Rig.commands("orders")).receive(Rig.receives("", "place"), held);
        Link link = calling(https(server), "tls-trust", pki.trust(), "protocol", protocol);
        for (int i = 0; i < 3; i++) {
            Rig.Asked asked = Rig.ask(link, Rig.text("x"));
            Delivery delivery = held.next(i);
            AtomicInteger lost = new AtomicInteger();
            delivery.onLost(lost::incrementAndGet);
            long cancelled = System.nanoTime();
            asked.call.abort(IpcException.of(Kind.CANCELLED, Executed.MAYBE, "cancelled"));
            Rig.await("the receiver notices", () -> lost.get() > 0);
            assertThat(Duration.ofNanos(System.nanoTime() - cancelled)).isLessThan(Duration.ofSeconds(4));
        }
        Rig.Asked slow = Rig.ask(link, Rig.text("x"));
        Delivery last = held.next(3);
        Rig.await("it was looked at", new java.util.function.BooleanSupplier() {
            private final long from = System.nanoTime();

            @Override
            public boolean getAsBoolean() {
                return System.nanoTime() - from > Duration.ofMillis(500).toNanos();
            }
        });
        last.reply(Rig.text("late, and here"));
        assertThat(Rig.text(slow.reply())).isEqualTo("late, and here");
        Rig.Asked next = Rig.ask(link, Rig.text("x"));
        held.next(4).reply(Rig.text("next"));
        assertThat(Rig.text(next.reply())).isEqualTo("next");
    }

    @Test
    void mistakesAreFoundAtStart() {
        HeldCertificate one = pki.issue("one", "127.0.0.1");
        String certificate = pki.write("one.pem", one.certificatePem());
        String other = pki.write("other.key", pki.issue("other").privateKeyPkcs8Pem());
        assertThatThrownBy(() -> Ipc.builder()
                        .isolated()
                        .set("service", "shop")
                        .set("channels.a.transport", "http")
                        .set("channels.a.http.tls-trust", "/nowhere/ca.pem")
                        .set("channels.a.http.tls-key", certificate)
                        .set("channels.b.transport", "http")
                        .set("channels.b.http.tls-certificate", other)
                        .set("channels.b.http.proxy", "proxy:3128")
                        .set("transports.http.tls-client-trust", folder.toString())
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("file '/nowhere/ca.pem' isn't there")
                .hasMessageContaining("file '" + certificate + "' has no private key")
                .hasMessageContaining("file '" + other + "' has no certificate")
                .hasMessageContaining("http://proxy:3128")
                .hasMessageContaining("tls-client-trust file '" + folder + "' can't be read");
        misconfigured("doesn't belong to the key", "tls-certificate", certificate, "tls-key", other);
        misconfigured("tls-key is of no use without", "tls-key", other);
        String noKey = pki.both("both.pem", one);
        misconfigured("nothing would be encrypted", "address", "http://127.0.0.1:1", "tls-certificate", noKey);
        misconfigured("h2c is for http://", "protocol", "h2c");
        misconfigured(
                "set tls-password", "tls-certificate", resource("ec.crt"), "tls-key", resource("ec-encrypted.key"));
        misconfigured(
                "tls-password doesn't open",
                "tls-certificate",
                resource("ec.crt"),
                "tls-key",
                resource("ec-encrypted.key"),
                "tls-password",
                "wrong");
        misconfigured(
                "openssl pkcs8 -topk8",
                "tls-certificate",
                resource("ec.crt"),
                "tls-key",
                resource("ec-encrypted-old.key"),
                "tls-password",
                "secret");
        misconfigured("proxy-password go together", "proxy", "http://p:1", "proxy-user", "me");
    }

    @Test
    void keystoresWithWrongPasswords() throws IOException {
        String store = pki.keystore("a.p12", "PKCS12", "secret", pki.issue("one"));
        misconfigured("set tls-password", "tls-certificate", store);
        misconfigured("isn't opened by tls-password", "tls-certificate", store, "tls-password", "hidden");
        misconfigured("leave tls-key out", "tls-certificate", store, "tls-key", resource("ec.key"));
        String junk = pki.write("junk", "neither nor");
        misconfigured("neither PEM nor", "tls-certificate", junk);
    }

    private void misconfigured(String why, String... options) {
        assertThatThrownBy(() -> calling("https://127.0.0.1:1", options))
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED))
                .hasMessageContaining(why)
                .hasMessageContaining("orders")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void portWithoutAKeyIsAMistake() {
        HttpTransport server = rig.server("tls-client-trust", pki.trust());
        var intake = server.link(Rig.commands("orders")).receive(Rig.receives("", "place"), new Rig.Held());
        assertThat(intake.ready())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withMessageContaining("tls-certificate");
    }
}
