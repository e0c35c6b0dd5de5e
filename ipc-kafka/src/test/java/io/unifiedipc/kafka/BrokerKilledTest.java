package io.unifiedipc.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.kafka.broker.KafkaBroker;
import io.unifiedipc.testing.kit.Await;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A broker that is really killed, and comes back with what it has stored. */
class BrokerKilledTest {
    private static final int MESSAGES = 600;
    /** How many are on their way at a time, so that the broker dies between those that it has confirmed and those that it has not. */
    private static final int AT_A_TIME = 100;

    record Count(int value) {}

    /** What was acknowledged is handled, and what is said never to have left is not. */
    @Test
    void whatSendersAreToldIsTrue() throws Exception {
        Set<Integer> handled = ConcurrentHashMap.newKeySet();
        Map<Integer, Executed> told = new ConcurrentHashMap<>();
        try (KafkaBroker broker = KafkaBroker.startProcess();
                Ipc receiver = ipc("receiver", broker);
                Ipc sender = ipc("sender", broker)) {
            receiver.channel("numbers").handle(Count.class, command -> {
                handled.add(command.payload().value());
                return null;
            });
            receiver.start();
            receiver.ready().get(60, TimeUnit.SECONDS);

            Semaphore permits = new Semaphore(AT_A_TIME);
            CompletableFuture<?>[] sent = new CompletableFuture<?>[MESSAGES];
            for (int i = 0; i < MESSAGES; i++) {
                if (i == 200 || i == 400) {
                    broker.kill();
                } else if (i == 250) {
                    broker.resume();
                }
                assertThat(permits.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
                sent[i] = send(sender, i, told).whenComplete((nothing, failure) -> permits.release());
            }
            try (Ipc late = ipc("late", broker)) { // it has never seen the broker: what it sends does not leave
                Executed gone = send(late, MESSAGES, told)
                        .handle((nothing, failure) -> executed(failure))
                        .get(60, TimeUnit.SECONDS);
                assertThat(gone).isEqualTo(Executed.NO);
                broker.resume();
            }
            CompletableFuture.allOf(sent).handle((nothing, failure) -> null).get(120, TimeUnit.SECONDS);

            assertThat(told).hasSize(MESSAGES + 1);
            assertThat(told.values()).contains(Executed.YES, Executed.NO);
            told.forEach((number, executed) -> {
                if (executed == Executed.YES) {
                    await("message " + number + " is handled", () -> handled.contains(number));
                }
            });
            await(
                    "nothing is on its way: " + sender.counts(),
                    () -> sender.counts().outstanding() == 0);
            told.forEach((number, executed) -> {
                if (executed == Executed.NO) {
                    assertThat(handled).as("said not to have left").doesNotContain(number);
                }
            });
        }
    }

    private static CompletableFuture<?> send(Ipc from, int number, Map<Integer, Executed> told) {
        return from.channel("numbers")
                .sendAsync(Command.of(new Count(number)).withTimeout(Duration.ofSeconds(3)))
                .whenComplete((nothing, failure) -> told.put(number, executed(failure)));
    }

    /** A send that is done was taken by the broker. */
    private static Executed executed(Throwable failure) {
        if (failure == null) {
            return Executed.YES;
        }
        Throwable cause = failure instanceof IpcException || failure.getCause() == null ? failure : failure.getCause();
        return ((IpcException) cause).executed();
    }

    private static void await(String what, BooleanSupplier condition) {
        Await.until(what, Duration.ofSeconds(60), condition);
    }

    private static Ipc ipc(String service, KafkaBroker broker) {
        return Ipc.builder()
                .isolated()
                .yaml("""
                        ipc:
                          service: %s
                          channels:
                            numbers: {transport: kafka, max-outstanding: 1000}
                          transports:
                            kafka: {bootstrap-servers: ['%s'], create: true}
                        """.formatted(service, broker.address()))
                .build();
    }
}
