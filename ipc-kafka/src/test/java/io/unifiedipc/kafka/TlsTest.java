package io.unifiedipc.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.broker.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers that speak TLS: one that wants a certificate of its clients, and one that wants a password. */
class TlsTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static Pki ours;
    private static Pki foreign;

    record Count(int value) {}

    @BeforeAll
    static void issue(@TempDir Path folder) {
        ours = new Pki(folder, "ours");
        foreign = new Pki(folder, "foreign");
    }

    /** Both sides show a certificate. */
    @Nested
    class MutualTest {
        private static KafkaBroker broker;

        @BeforeAll
        static void start() {
            broker = KafkaBroker.start("SSL", ours.ofBroker("required"));
        }

        @AfterAll
        static void stop() {
            close(broker);
        }

        @ParameterizedTest
        @ValueSource(strings = {"log", "queue"})
        void bothBelieveEachOther(String mode) throws Exception {
            try (Ipc ipc = showing(", tls-certificate: " + ours.issue("shop"), mode)) {
                roundTrip(ipc);
            }
        }

        @Test
        void withoutACertificateNobodyIsLetIn() {
            try (Ipc ipc = showing("", "log")) {
                refused(ipc, Kind.UNAUTHORIZED, "tls-certificate");
            }
        }

        @Test
        void aCertificateOfAForeignAuthorityIsRefused() {
            try (Ipc ipc = showing(", tls-certificate: " + foreign.issue("shop"), "log")) {
                refused(ipc, Kind.UNAUTHORIZED, "tls-certificate");
            }
        }

        private static Ipc showing(String own, String mode) {
            return ipc(broker, "tls-trust: " + ours.trust() + own, mode, "{}");
        }
    }

    /** A password goes through TLS. */
    @Nested
    class PasswordTest {
        private static final String PASSWORD = "right-password";
        private static KafkaBroker broker;

        @BeforeAll
        static void start() throws Exception {
            Map<String, String> settings = ours.ofBroker("none");
            settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
            settings.put(
                    "listener.name.clients.scram-sha-512.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;");
            broker = KafkaBroker.start("SASL_SSL", settings);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.plainAddress()))) {
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                "alice", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
                        .all()
                        .get(30, TimeUnit.SECONDS);
            }
        }

        @AfterAll
        static void stop() {
            close(broker);
        }

        @ParameterizedTest
        @ValueSource(strings = {"log", "queue"})
        void bothAreBelieved(String mode) throws Exception {
            try (Ipc ipc = showing(PASSWORD, ours, mode)) {
                roundTrip(ipc);
                assertThat(ipc.describe()).contains("scram-sha-512").doesNotContain(PASSWORD);
            }
        }

        @Test
        void aWrongPasswordIsNoMatterOfTls() {
            try (Ipc ipc = showing("wrong-password", ours, "log")) {
                assertThat(refused(ipc, Kind.UNAUTHORIZED, "transports.kafka.credentials"))
                        .hasMessageNotContaining("tls-")
                        .hasMessageNotContaining("wrong-password");
            }
        }

        @Test
        void aBrokerThatIsNotBelievedIsShownNoPassword() {
            try (Ipc ipc = showing(PASSWORD, foreign, "log")) {
                assertThat(refused(ipc, Kind.UNREACHABLE, "tls-trust"))
                        .hasMessageNotContaining("credentials")
                        .hasMessageNotContaining(PASSWORD);
            }
        }

        private static Ipc showing(String password, Pki believed, String mode) {
            return ipc(
                    broker,
                    "tls-trust: " + believed.trust() + ", sasl: scram-sha-512, credentials: cluster",
                    mode,
                    "{cluster: {type: basic, user: alice, password: " + password + "}}");
        }
    }

    private static void close(@Nullable KafkaBroker broker) {
        if (broker != null) {
            broker.close();
        }
    }

    private static void roundTrip(Ipc ipc) throws Exception {
        ipc.channel("numbers")
                .handle(Count.class, command -> new Count(command.payload().value() + 1));
        ipc.start();
        ipc.ready().get(60, TimeUnit.SECONDS);
        assertThat(ipc.channel("numbers").call(Command.of(new Count(1)).withTimeout(LONG), Count.class))
                .isEqualTo(new Count(2));
    }

    /** A sender, a caller and a receiver are told the same, long before their deadlines. */
    private static IpcException refused(Ipc ipc, Kind kind, String wayOut) {
        ipc.channel("numbers").handle(Count.class, command -> null);
        ipc.start();
        Command<Count> command = Command.of(new Count(1)).withTimeout(LONG);
        long begun = System.nanoTime();
        IpcException sent = catchThrowableOfType(
                IpcException.class, () -> ipc.channel("numbers").send(command));
        IpcException called = catchThrowableOfType(
                IpcException.class, () -> ipc.channel("numbers").call(command, Count.class));
        assertThat(List.of(sent, called)).allSatisfy(each -> {
            assertThat(each.kind()).as(each.toString()).isEqualTo(kind);
            assertThat(each.executed()).isEqualTo(Executed.NO);
            assertThat(each).hasMessageContaining(wayOut);
        });
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONG);
        if (kind == Kind.UNAUTHORIZED) { // what is unreachable may be reached later
            assertThat(catchThrowableOfType(
                                    ExecutionException.class, () -> ipc.ready().get(60, TimeUnit.SECONDS))
                            .getCause())
                    .isInstanceOfSatisfying(
                            IpcException.class, e -> assertThat(e.kind()).isEqualTo(kind));
        }
        return sent;
    }

    private static Ipc ipc(KafkaBroker broker, String options, String mode, String credentials) {
        return Ipc.builder()
                .isolated()
                .yaml("""
                        ipc:
                          service: secured
                          credentials: %s
                          channels:
                            numbers: {transport: kafka, kafka: {mode: %s, topic: numbers.%s}}
                          transports:
                            kafka: {bootstrap-servers: ['%s'], create: true, %s}
                        """.formatted(credentials, mode, mode, broker.address(), options))
                .build();
    }
}
