package io.unifiedipc.benchmarks.kafka;

import static io.unifiedipc.benchmarks.Contender.calling;
import static io.unifiedipc.benchmarks.Goal.Metric.BYTES;
import static io.unifiedipc.benchmarks.Goal.Metric.CPU;
import static io.unifiedipc.benchmarks.Goal.Metric.RATE;
import static io.unifiedipc.benchmarks.Goal.ratio;

import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.Row;
import java.util.List;

/**
 * One-way messages and requests. The stream has the driver's own linger, 5 ms, so that records travel many together; requests
 * have none, since their callers wait. Handlers run on the thread that has polled, as the raw clients' and Spring's do; a
 * contender more shows what it costs to hand them to workers, which is what ours does unless an operation says that it never
 * blocks.
 */
public final class KafkaGroup {
    private static final String OURS = "Unified IPC";
    private static final String WORKERS = "Unified IPC, workers";
    private static final String RAW = "KafkaProducer + KafkaConsumer";
    private static final String SPRING = "Spring Kafka";

    private KafkaGroup() {}

    /** The group. */
    public static Group group() {
        return new Group(
                "kafka",
                "What does a message through Kafka cost, beside the producer and the consumers that it takes? "
                        + "These, by themselves, send the same headers, idempotently and until all replicas have them, look at"
                        + " the type and the version of what they receive, and commit after each poll what has been handled and answered.",
                List.of(stream(), outstanding()));
    }

    private static Row stream() {
        return new Row(
                "one-way stream",
                of(OURS, address -> Ours.stream(address, Ours.Where.INLINE)),
                of(RAW, RawClients::stream),
                List.of(of(WORKERS, address -> Ours.stream(address, Ours.Where.WORKER)), of(SPRING, Spring::stream)),
                List.of(ratio(RATE, 0.95, RAW), ratio(CPU, 1.15, RAW), ratio(BYTES, 1.10, RAW)));
    }

    private static Row outstanding() {
        return new Row(
                "requests, 64 outstanding",
                of(OURS, address -> Ours.outstanding(address, Ours.Where.INLINE)),
                of(RAW, RawClients::outstanding),
                List.of(
                        of(WORKERS, address -> Ours.outstanding(address, Ours.Where.WORKER)),
                        of(SPRING, Spring::outstanding)),
                List.of(ratio(RATE, 0.95, RAW), ratio(CPU, 1.15, RAW)));
    }

    private static Contender of(String name, Contender.Client client) {
        return calling(Broker.ONE, name, client);
    }
}
