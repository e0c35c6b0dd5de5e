package io.unifiedipc.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.broker.KafkaBroker;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Credentials;
import io.unifiedipc.spi.CredentialsProvider;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.testing.kit.Await;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that asks again and again who one is, and credentials that change while all goes on. */
class RenewalTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int TOKEN_SECONDS = 12;
    private static KafkaBroker broker;

    record Count(int value) {}

    @BeforeAll
    static void start() {
        String module = "org.apache.kafka.common.security.";
        broker = KafkaBroker.start(
                "SASL_PLAINTEXT",
                Map.of(
                        "sasl.enabled.mechanisms",
                        "SCRAM-SHA-512,OAUTHBEARER",
                        "connections.max.reauth.ms",
                        "3000",
                        "listener.name.clients.scram-sha-512.sasl.jaas.config",
                        module + "scram.ScramLoginModule required;",
                        "listener.name.clients.oauthbearer.sasl.jaas.config",
                        module
                                + "oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub=\"broker\";"));
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    /** The broker's password changes first: for a while nobody is let in, neither senders nor receivers that were. */
    @ParameterizedTest
    @ValueSource(strings = {"log", "queue"})
    void aPasswordThatChanges(String mode) throws Exception {
        String user = "alice-" + mode;
        scram(user, "first");
        Changing shown = new Changing(() -> basic(user, "first"));
        try (Ipc ipc = ipc("scram-sha-512", "password", mode, shown)) {
            receive(ipc);
            scram(user, "second");
            refusedFor(ipc, Kind.UNAUTHORIZED);
            assertThat(shown.rejected).hasPositiveValue();

            shown.now = () -> basic(user, "second");
            await(() -> refusal(ipc) == null);
            long renewed = counted("successful-reauthentication-total");
            await(() -> {
                assertThat(refusal(ipc)).isNull();
                return counted("successful-reauthentication-total") > renewed + 4;
            });
        }
    }

    /** Connections outlive the tokens that they began with, and nobody notices. */
    @ParameterizedTest
    @ValueSource(strings = {"log", "queue"})
    void aTokenThatRunsOut(String mode) throws Exception {
        Changing shown = new Changing(() -> Credential.bearer(token("bob")));
        try (Ipc ipc = ipc("oauthbearer", "token", mode, shown)) {
            receive(ipc);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TOKEN_SECONDS + 1);
            long renewed = counted("successful-reauthentication-total");
            await(() -> {
                assertThat(refusal(ipc)).isNull();
                return System.nanoTime() > end && counted("successful-reauthentication-total") > renewed + 4;
            });
        }
    }

    /** Whoever gives the tokens is away for longer than the last one lives. */
    @ParameterizedTest
    @ValueSource(strings = {"log", "queue"})
    void aTokenThatCanNotBeHadForAWhile(String mode) throws Exception {
        Changing shown = new Changing(() -> Credential.bearer(token("carol")));
        try (Ipc ipc = ipc("oauthbearer", "late", mode, shown)) {
            receive(ipc);
            shown.now = () -> {
                throw IpcException.of(Kind.UNREACHABLE, Executed.NO, "who gives tokens is away");
            };
            refusedFor(ipc, Kind.UNREACHABLE);

            shown.now = () -> Credential.bearer(token("carol"));
            await(() -> refusal(ipc) == null);
        }
    }

    private static void receive(Ipc ipc) throws Exception {
        ipc.channel("numbers")
                .handle(Count.class, command -> new Count(command.payload().value() + 1));
        ipc.start();
        ipc.ready().get(60, TimeUnit.SECONDS);
        assertThat(refusal(ipc)).isNull();
    }

    /** Goes on until a sender is refused, and receivers have tried in vain as well. */
    private static void refusedFor(Ipc ipc, Kind kind) {
        long failed = counted("failed-authentication-total") + counted("failed-reauthentication-total");
        await(() -> {
            IpcException refusal = refusal(ipc);
            return refusal != null
                    && refusal.kind() == kind
                    && counted("failed-authentication-total") + counted("failed-reauthentication-total") > failed + 10;
        });
    }

    /** How a call fails; null where it does not. */
    private static @Nullable IpcException refusal(Ipc ipc) {
        try {
            Count answer = ipc.channel("numbers")
                    .call(Command.of(new Count(1)).withTimeout(Duration.ofSeconds(20)), Count.class);
            assertThat(answer).isEqualTo(new Count(2));
            return null;
        } catch (IpcException e) {
            return e;
        }
    }

    /** What the broker has counted of its clients' connections. */
    private static long counted(String what) {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        double sum = 0;
        try {
            for (ObjectName each : beans.queryNames(
                    new ObjectName("kafka.server:type=socket-server-metrics,listener=CLIENTS,*"), null)) {
                for (MBeanAttributeInfo its : beans.getMBeanInfo(each).getAttributes()) {
                    sum += its.getName().equals(what) ? (Double) beans.getAttribute(each, what) : 0;
                }
            }
        } catch (Exception e) {
            fail("the broker does not tell its " + what, e);
        }
        return (long) sum;
    }

    private static void await(BooleanSupplier condition) {
        Await.until("it is as wanted", LONG.multipliedBy(2), condition);
    }

    private static void scram(String user, String password) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.plainAddress()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static Credential basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Credential(Credential.BASIC, Base64.getEncoder().encodeToString(both));
    }

    /** As a broker takes it that looks at no signature. */
    private static String token(String subject) {
        long now = System.currentTimeMillis() / 1_000;
        return base64("{\"alg\":\"none\"}") + "."
                + base64("{\"sub\":\"" + subject + "\",\"iat\":" + now + ",\"exp\":" + (now + TOKEN_SECONDS) + "}")
                + ".";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Ipc ipc(String sasl, String service, String mode, Changing shown) {
        return Ipc.builder()
                .isolated()
                .yaml("""
                        ipc:
                          service: %1$s-%2$s
                          credentials: {cluster: {type: changing}}
                          channels:
                            numbers: {transport: kafka, kafka: {mode: %2$s, topic: %1$s.%2$s}}
                          transports:
                            kafka: {bootstrap-servers: ['%3$s'], create: true, sasl: %4$s, credentials: cluster}
                        """.formatted(service, mode, broker.address(), sasl))
                .add(shown)
                .build();
    }

    /** Shows what it is told to, and has it anew each time that it is asked. */
    private static final class Changing implements CredentialsProvider, Credentials {
        final AtomicInteger rejected = new AtomicInteger();
        volatile Supplier<Credential> now;

        Changing(Supplier<Credential> now) {
            this.now = now;
        }

        @Override
        public String name() {
            return "changing";
        }

        @Override
        public Schema options() {
            return Schema.of();
        }

        @Override
        public Credentials open(String block, Config options, Context context) {
            return this;
        }

        @Override
        public CompletionStage<Credential> get(@Nullable Call call) {
            try {
                return CompletableFuture.completedFuture(now.get());
            } catch (IpcException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public void rejected(Credential credential) {
            rejected.incrementAndGet();
        }
    }
}
