package io.unifiedipc.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.broker.KafkaBroker;
import io.unifiedipc.testing.kit.Await;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start while there is no broker. */
class NoBrokerTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    record Count(int value) {}

    @ParameterizedTest
    @ValueSource(strings = {"log", "queue"})
    void allBindsWhenTheBrokerComes(String mode) throws Exception {
        try (KafkaBroker broker = KafkaBroker.start()) {
            broker.stop(); // its port is known now, and nothing listens on it
            long begun = System.nanoTime();
            try (Ipc receiver = ipc("receiver", broker.address(), mode);
                    Ipc sender = ipc("sender", broker.address(), mode)) {
                receiver.channel("numbers")
                        .handle(
                                Count.class,
                                command -> new Count(command.payload().value() + 1));
                receiver.start();
                sender.start();
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));

                neverLeft(sender);
                assertThat(receiver.ready()).isNotDone();
                broker.resume();
                receiver.ready().get(60, TimeUnit.SECONDS);
                Count reply = sender.channel("numbers")
                        .call(Command.of(new Count(1)).withTimeout(Duration.ofSeconds(50)), Count.class);
                assertThat(reply).isEqualTo(new Count(2));
            }
        }
    }

    @Test
    void aNameThatNobodyKnowsIsAskedForAgain() {
        try (Ipc ipc = ipc("sender", "no-such-host.invalid:9092", "log")) {
            ipc.channel("numbers").handle(Count.class, command -> command.payload());
            ipc.start();
            assertThat(neverLeft(ipc)).hasMessageNotContaining("null");
            assertThat(ipc.ready()).isNotDone();
        }
    }

    /** Whatever it was waiting for. */
    @ParameterizedTest
    @ValueSource(strings = {"log", "queue"})
    void endsWithoutABroker(String mode) {
        try (Ipc ipc = ipc("leaving", "127.0.0.1:1", mode)) {
            ipc.channel("numbers").handle(Count.class, command -> command.payload());
            ipc.start();
            neverLeft(ipc);
        }
        // The last of them may be on its way out still: it is what told that all is over.
        Await.until(
                "no thread is left",
                Duration.ofSeconds(5),
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(each -> each.getName().startsWith("ipc-leaving-kafka")));
    }

    /** One-way and with a reply: in the time that the caller has, and for certain. */
    private static IpcException neverLeft(Ipc ipc) {
        Command<Count> command = Command.of(new Count(1)).withTimeout(TIMEOUT);
        assertNeverLeft(catchThrowableOfType(
                IpcException.class, () -> ipc.channel("numbers").send(command)));
        IpcException failure = catchThrowableOfType(
                IpcException.class, () -> ipc.channel("numbers").call(command, Count.class));
        assertNeverLeft(failure);
        return failure;
    }

    private static void assertNeverLeft(IpcException failure) {
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isIn(Kind.TIMEOUT, Kind.UNREACHABLE);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
    }

    private static Ipc ipc(String service, String address, String mode) {
        return Ipc.builder()
                .isolated()
                .yaml("""
                        ipc:
                          service: %s
                          channels:
                            numbers: {transport: kafka, kafka: {mode: %s}}
                          transports:
                            kafka: {bootstrap-servers: ['%s'], create: true}
                        """.formatted(service, mode, address))
                .build();
    }
}
