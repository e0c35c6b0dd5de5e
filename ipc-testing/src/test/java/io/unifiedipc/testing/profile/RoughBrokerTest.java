package io.unifiedipc.testing.profile;

import static io.unifiedipc.testing.kit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.memory.Faults;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.spi.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads, receivers that come, close and die, a broker that restarts and loses: nothing is lost, nothing is left. */
class RoughBrokerTest {
    private static final int KEYS = 5;
    private static final int MESSAGES = 2_000;

    record Count(int key, int number) {}

    /** One in twenty steps goes wrong in some way. */
    private static final class Rough implements Faults {
        private final Random random = new Random(11);

        @Override
        public synchronized Fault at(Step step, String place, Envelope message) {
            return switch (random.nextInt(100)) {
                case 0 -> Fault.of(Effect.LOST);
                case 1 -> Fault.of(Effect.TWICE);
                case 2 -> Fault.of(Effect.UNCONFIRMED);
                case 3 -> Fault.delay(random.nextInt(2_000_000));
                case 4 -> new Fault(Effect.LOST, random.nextInt(2_000_000));
                default -> Fault.NONE;
            };
        }

        @Override
        public synchronized int next(String place, int candidates) {
            return random.nextInt(candidates);
        }
    }

    private final Map<Integer, Queue<Integer>> handled = new ConcurrentHashMap<>();
    private final List<Ipc> all = new ArrayList<>();

    private Ipc open(MemoryBroker broker, String like, String service) {
        String yaml = """
                ipc:
                  service: %s
                  transport: memory
                  close-within: 2s
                  channels:
                    steps: {concurrency: 4%s}
                """.formatted(service, like.equals("memory") ? "" : ", memory: {like: " + like + "}");
        Ipc ipc = Ipc.builder().isolated().yaml(yaml).add(broker).build();
        all.add(ipc);
        return ipc;
    }

    private Ipc receiver(MemoryBroker broker, String like, String service) {
        Ipc ipc = open(broker, like, service);
        ipc.channel("steps")
                .accept(
                        Count.class,
                        step -> handled.computeIfAbsent(step.payload().key(), key -> new ConcurrentLinkedQueue<>())
                                .add(step.payload().number()));
        ipc.start();
        return ipc;
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "kafka", "amqp"})
    void nothingIsLostAndNothingIsLeft(String like) {
        MemoryBroker broker = new MemoryBroker(new Rough());
        Random random = new Random(3);
        Ipc sender = open(broker, like, "sender");
        receiver(broker, like, "first");
        Set<Count> owed = ConcurrentHashMap.newKeySet();
        Set<Count> refused = ConcurrentHashMap.newKeySet();
        Ipc other = null;
        for (int i = 0; i < MESSAGES; i++) {
            Count step = new Count(i % KEYS, i);
            var unused = sender.channel("steps")
                    .sendAsync(Command.of(step).withKey("k" + step.key()))
                    .whenComplete((done, failure) -> {
                        if (failure == null) {
                            owed.add(step);
                        } else if (failure instanceof IpcException known && known.executed() == Executed.NO) {
                            refused.add(step);
                        }
                    });
            if (i % 250 == 100) {
                other = receiver(broker, like, "other" + i);
            } else if (i % 250 == 200 && other != null) {
                if (random.nextBoolean()) {
                    broker.kill("other" + (i - 100));
                }
                other.close();
            } else if (i % 400 == 399) {
                broker.restart();
            }
            if (sender.counts().outstanding() > 200) {
                until("some are over", () -> sender.counts().outstanding() < 100);
            }
        }
        until("all is over", () -> sender.counts().outstanding() == 0);
        until("nothing is left: " + broker.unsettled(), () -> broker.unsettled() == 0);
        all.forEach(Ipc::close);

        assertThat(owed).hasSizeGreaterThan(MESSAGES / 2);
        assertThat(owed).allMatch(step -> numbers(step.key()).contains(step.number()));
        assertThat(refused).noneMatch(step -> numbers(step.key()).contains(step.number()));
        assertThat(broker.unsettled()).isZero();
        assertThat(broker.unsettled("steps")).isZero();
    }

    private Queue<Integer> numbers(int key) {
        return handled.getOrDefault(key, new ConcurrentLinkedQueue<>());
    }
}
