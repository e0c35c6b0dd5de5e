package io.unifiedipc.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Parked;
import io.unifiedipc.Subscription;
import io.unifiedipc.kafka.broker.KafkaBroker;
import io.unifiedipc.testing.kit.Await;
import java.io.IOException;
import java.lang.Runtime.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Brokers from the oldest that is supported on, each in a process of its own. Their versions are in
 * {@code src/test/old-brokers/versions}, and their jars are fetched by the {@code pom.xml} beside it, so they are not in every build.
 */
@ParameterizedClass
@MethodSource("versions")
class OldBrokerIT {
    private static final Path LIST = Path.of("src", "test", "old-brokers", "versions");
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration LOCK = Duration.ofSeconds(8);
    private static KafkaBroker broker;

    private final String version;

    record Count(int value) {}

    OldBrokerIT(String version) {
        this.version = version;
    }

    static List<String> versions() throws IOException {
        return Files.readAllLines(LIST);
    }

    @BeforeParameterizedClassInvocation
    static void start(String version) {
        Path libraries = Path.of("target", "old-brokers", version, "lib");
        assertThat(libraries)
                .as("run ./mvnw -f ipc-kafka/src/test/old-brokers/pom.xml -Dbroker=" + version + " process-resources")
                .isDirectory();
        broker = KafkaBroker.startProcess(libraries);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }

    @Test
    void aLogSendsRequestsAndPublishes() throws Exception {
        Queue<Integer> sent = new ConcurrentLinkedQueue<>();
        Queue<String> published = new ConcurrentLinkedQueue<>();
        try (Ipc ipc = ipc("log")) {
            ipc.channel("numbers").handle(Count.class, command -> {
                sent.add(command.payload().value());
                return new Count(command.payload().value() + 1);
            });
            ipc.channel("news").subscribe("a", Count.class, event -> {
                published.add("a" + event.payload().value());
            });
            ipc.channel("news").subscribe("b", Count.class, event -> {
                published.add("b" + event.payload().value());
            });
            ipc.start();
            ipc.ready().get(60, TimeUnit.SECONDS);

            ipc.channel("numbers").send(Command.of(new Count(1)).withTimeout(LONG));
            assertThat(ipc.channel("numbers").call(Command.of(new Count(2)).withTimeout(LONG), Count.class))
                    .isEqualTo(new Count(3));
            ipc.channel("news").publish(Event.of(new Count(4)).withTimeout(LONG));
            await(() -> sent.size() >= 2 && published.size() >= 2);
            assertThat(sent).containsExactlyInAnyOrder(1, 2);
            assertThat(published).containsExactlyInAnyOrder("a4", "b4");
        }
    }

    @Test
    void aQueueWorksOrIsRefusedWithWhatItNeeds() throws Exception {
        if (isBefore("4.2")) {
            aQueueIsRefused();
        } else {
            aQueueWorks();
        }
    }

    private static void aQueueIsRefused() {
        try (Ipc ipc = ipc("queue")) {
            ipc.channel("numbers").handle(Count.class, command -> null);
            ipc.start();
            assertThat(catchThrowableOfType(
                                    ExecutionException.class, () -> ipc.ready().get(60, TimeUnit.SECONDS))
                            .getCause())
                    .isInstanceOfSatisfying(IpcException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED);
                        assertThat(e).hasMessageContaining("4.2").hasMessageContaining("mode: log");
                    });
        }
    }

    /** One message is handled for longer than its lock lasts, which is renewed; and one is parked. */
    private void aQueueWorks() throws Exception {
        lock("numbers.queue");
        Queue<Integer> handled = new ConcurrentLinkedQueue<>();
        try (Ipc ipc = ipc("queue")) {
            Subscription receiver = ipc.channel("numbers").handle(Count.class, command -> {
                int value = command.payload().value();
                handled.add(value);
                long begun = System.nanoTime();
                await(() -> value != 2 || System.nanoTime() - begun > 2 * LOCK.toNanos());
                if (value == 3) {
                    throw new IllegalArgumentException("three");
                }
                return new Count(value + 1);
            });
            ipc.start();
            ipc.ready().get(60, TimeUnit.SECONDS);

            ipc.channel("numbers").send(Command.of(new Count(1)).withTimeout(LONG));
            assertThat(ipc.channel("numbers").call(Command.of(new Count(2)).withTimeout(LONG), Count.class))
                    .isEqualTo(new Count(3));
            ipc.channel("numbers").send(Command.of(new Count(3)).withTimeout(LONG));
            List<Parked> parked = new CopyOnWriteArrayList<>();
            await(() -> receiver.drainParked(10, each -> {
                                parked.add(each);
                                return Parked.Verdict.DROP;
                            })
                            .join()
                    > 0);
            assertThat(parked).allSatisfy(each -> assertThat(each.reason()).contains("three"));
            assertThat(handled).contains(3).filteredOn(each -> each < 3).containsExactlyInAnyOrder(1, 2);
            if (isBefore("4.4")) {
                await(() -> ipc.conditions().stream()
                        .anyMatch(each -> each.problem().contains("4.4")
                                && each.problem().contains("errors.deadletterqueue.topic.name")));
            }
        }
    }

    private boolean isBefore(String other) {
        return Version.parse(version).compareTo(Version.parse(other)) < 0;
    }

    private static void lock(String group) throws Exception {
        ConfigEntry entry = new ConfigEntry("share.record.lock.duration.ms", String.valueOf(LOCK.toMillis()));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, group),
                            List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static void await(BooleanSupplier condition) {
        Await.until("it is as wanted", LONG, condition);
    }

    private static Ipc ipc(String mode) {
        return Ipc.builder()
                .isolated()
                .yaml("""
                        ipc:
                          service: old
                          channels:
                            numbers: {transport: kafka, kafka: {mode: %s, topic: numbers.%s}}
                            news: {kind: events, transport: kafka}
                          transports:
                            kafka: {bootstrap-servers: ['%s'], create: true}
                        """.formatted(mode, mode, broker.address()))
                .build();
    }
}
