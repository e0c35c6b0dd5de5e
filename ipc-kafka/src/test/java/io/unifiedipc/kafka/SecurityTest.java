package io.unifiedipc.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.broker.KafkaBroker;
import io.unifiedipc.testing.kit.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broker that wants to know who one is, and one that speaks TLS. */
class SecurityTest {
    private static final String PASSWORD = "right-password";
    private static final Duration LONG = Duration.ofSeconds(50);
    private static KafkaBroker broker;

    record Count(int value) {}

    @BeforeAll
    static void start() throws Exception {
        String module = "org.apache.kafka.common.security.";
        broker = KafkaBroker.start(
                "SASL_PLAINTEXT",
                Map.of(
                        "sasl.enabled.mechanisms",
                        "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER",
                        "listener.name.clients.plain.sasl.jaas.config",
                        module + "plain.PlainLoginModule required user_alice=\"" + PASSWORD + "\";",
                        "listener.name.clients.scram-sha-256.sasl.jaas.config",
                        module + "scram.ScramLoginModule required;",
                        "listener.name.clients.scram-sha-512.sasl.jaas.config",
                        module + "scram.ScramLoginModule required;",
                        "listener.name.clients.oauthbearer.sasl.jaas.config",
                        module
                                + "oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub=\"broker\";"));
        for (ScramMechanism each : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
            scram("alice", PASSWORD, each);
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static void scram(String user, String password, ScramMechanism mechanism) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.plainAddress()))) {
            admin.alterUserScramCredentials(List.of(
                            new UserScramCredentialUpsertion(user, new ScramCredentialInfo(mechanism, 4096), password)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"plain, log", "scram-sha-256, log", "scram-sha-512, queue"})
    void userAndPassword(String sasl, String mode) throws Exception {
        try (Ipc ipc = user(sasl, "alice", PASSWORD, mode).build()) {
            roundTrip(ipc);
            assertThat(ipc.describe()).contains(sasl).doesNotContain(PASSWORD);
        }
    }

    @Test
    void token() throws Exception {
        try (Ipc ipc = with("oauthbearer", "{type: bearer, token: '" + unsecured("alice") + "'}", "log")
                .build()) {
            roundTrip(ipc);
            assertThat(ipc.describe()).doesNotContain(unsecured("alice"));
        }
    }

    @ParameterizedTest
    @CsvSource({"plain", "scram-sha-512"})
    void aWrongPasswordIsSaidAtOnce(String sasl) throws Exception {
        try (Ipc ipc = user(sasl, "alice", "wrong-password", "log").build()) {
            ipc.channel("numbers").handle(Count.class, command -> command.payload());
            ipc.start();
            Command<Count> command = Command.of(new Count(1)).withTimeout(LONG);
            long begun = System.nanoTime();
            refused(ipc, command);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
            assertThat(catchThrowableOfType(
                            IpcException.class, () -> ipc.channel("numbers").call(command, Count.class)))
                    .extracting(IpcException::kind, IpcException::executed)
                    .containsExactly(Kind.UNAUTHORIZED, Executed.NO);
            assertThat(catchThrowableOfType(
                                    ExecutionException.class, () -> ipc.ready().get(60, TimeUnit.SECONDS))
                            .getCause())
                    .isInstanceOfSatisfying(
                            IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAUTHORIZED));
        }
    }

    private static void refused(Ipc ipc, Command<Count> command) {
        IpcException failure = catchThrowableOfType(
                IpcException.class, () -> ipc.channel("numbers").send(command));
        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        assertThat(failure)
                .hasMessageContaining("transports.kafka.credentials")
                .hasMessageNotContaining("wrong-password");
    }

    @Test
    void aUserThatComesLaterIsLetIn() throws Exception {
        try (Ipc ipc = user("scram-sha-512", "late", PASSWORD, "log").build()) {
            ipc.start();
            refused(ipc, Command.of(new Count(1)).withTimeout(LONG));
            refused(ipc, Command.of(new Count(2)).withTimeout(LONG));
            scram("late", PASSWORD, ScramMechanism.SCRAM_SHA_512);
            // The controller has it first, and the broker hears of it a moment later.
            Await.until(
                    "it is let in", () -> isTaken(ipc, Command.of(new Count(3)).withTimeout(LONG)));
        }
    }

    private static boolean isTaken(Ipc ipc, Command<?> command) {
        try {
            ipc.channel("numbers").send(command);
            return true;
        } catch (IpcException e) {
            assertThat(e.kind()).isEqualTo(Kind.UNAUTHORIZED);
            return false;
        }
    }

    @Test
    void aTokenThatTheBrokerDoesNotTake() throws Exception {
        try (Ipc ipc =
                with("oauthbearer", "{type: bearer, token: not.a.token}", "log").build()) {
            ipc.start();
            refused(ipc, Command.of(new Count(1)).withTimeout(LONG));
        }
    }

    @Test
    void aPasswordIsNoToken() {
        try (Ipc ipc = user("oauthbearer", "alice", PASSWORD, "log").build()) {
            ipc.start();
            assertThat(catchThrowableOfType(
                            IpcException.class,
                            () -> ipc.channel("numbers")
                                    .send(Command.of(new Count(1)).withTimeout(LONG))))
                    .hasMessageContaining("type basic goes with plain")
                    .extracting(IpcException::kind)
                    .isEqualTo(Kind.MISCONFIGURED);
        }
    }

    @Test
    void tls(@TempDir Path folder) throws Exception {
        Path store = keytool(folder);
        Map<String, String> settings = new HashMap<>();
        settings.put("ssl.keystore.location", store.toString());
        settings.put("ssl.keystore.password", "changeit");
        settings.put("ssl.key.password", "changeit");
        settings.put("ssl.keystore.type", "PKCS12");
        try (KafkaBroker secure = KafkaBroker.start("SSL", settings)) {
            String trust = "tls-trust: " + store + ", tls-password: changeit";
            try (Ipc ipc = ipc(secure.address(), trust, "log").build()) {
                roundTrip(ipc);
                assertThat(ipc.describe()).doesNotContain("changeit");
            }
            try (Ipc ipc = ipc(secure.address(), "tls-trust: system", "log").build()) {
                ipc.start();
                IpcException failure = catchThrowableOfType(
                        IpcException.class,
                        () -> ipc.channel("numbers")
                                .send(Command.of(new Count(1)).withTimeout(LONG)));
                assertThat(failure).hasMessageContaining("self-signed").hasMessageContaining("tls-trust");
                assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
                assertThat(failure.executed()).isEqualTo(Executed.NO);
            }
        }
    }

    private static Path keytool(Path folder) throws Exception {
        Path store = folder.resolve("broker.p12");
        Path log = folder.resolve("keytool.txt");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "30",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(made.exitValue()).as(Files.readString(log)).isZero();
        return store;
    }

    private static void roundTrip(Ipc ipc) throws Exception {
        ipc.channel("numbers")
                .handle(Count.class, command -> new Count(command.payload().value() + 1));
        ipc.start();
        ipc.ready().get(60, TimeUnit.SECONDS);
        assertThat(ipc.channel("numbers").call(Command.of(new Count(1)).withTimeout(LONG), Count.class))
                .isEqualTo(new Count(2));
    }

    /** As a broker takes it that looks at no signature. */
    private static String unsecured(String subject) {
        long now = System.currentTimeMillis() / 1_000;
        return base64("{\"alg\":\"none\"}") + "."
                + base64("{\"sub\":\"" + subject + "\",\"iat\":" + now + ",\"exp\":" + (now + 3_600) + "}") + ".";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static IpcBuilder user(String sasl, String user, String password, String mode) {
        return with(sasl, "{type: basic, user: " + user + ", password: " + password + "}", mode);
    }

    private static IpcBuilder with(String sasl, String credentials, String mode) {
        return ipc(
                broker.address(), "sasl: " + sasl + ", credentials: cluster", mode, "{cluster: " + credentials + "}");
    }

    private static IpcBuilder ipc(String address, String options, String mode) {
        return ipc(address, options, mode, "{}");
    }

    private static IpcBuilder ipc(String address, String options, String mode, String credentials) {
        return Ipc.builder().isolated().yaml("""
                        ipc:
                          service: secured
                          credentials: %s
                          channels:
                            numbers: {transport: kafka, kafka: {mode: %s, topic: numbers.%s}}
                          transports:
                            kafka: {bootstrap-servers: ['%s'], create: true, %s}
                        """.formatted(credentials, mode, mode, address, options));
    }
}
