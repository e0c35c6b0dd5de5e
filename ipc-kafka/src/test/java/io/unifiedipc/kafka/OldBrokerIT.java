package io.unifiedipc.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.broker.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The oldest broker that is supported, 3.9, in a process of its own. Its jars are fetched by {@code src/test/kafka-3.9/pom.xml}, so
 * it is not in every build.
 */
class OldBrokerIT {
    private static final Path LIBRARIES = Path.of("target", "kafka-3.9", "lib");
    private static final Duration LONG = Duration.ofSeconds(50);
    private static KafkaBroker broker;

    record Count(int value) {}

    @BeforeAll
    static void start() {
        assertThat(LIBRARIES)
                .as("run ./mvnw -f ipc-kafka/src/test/kafka-3.9/pom.xml process-resources")
                .isDirectory();
        broker = KafkaBroker.startProcess(LIBRARIES);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
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
            long until = System.nanoTime() + LONG.toNanos();
            while (sent.size() < 2 || published.size() < 2) {
                assertThat(System.nanoTime()).as(sent + " " + published).isLessThan(until);
                LockSupport.parkNanos(5_000_000);
            }
            assertThat(sent).containsExactlyInAnyOrder(1, 2);
            assertThat(published).containsExactlyInAnyOrder("a4", "b4");
        }
    }

    @Test
    void aQueueIsRefusedWithWhatItNeeds() {
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
