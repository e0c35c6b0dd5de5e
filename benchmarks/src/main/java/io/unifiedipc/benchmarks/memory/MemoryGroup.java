package io.unifiedipc.benchmarks.memory;

import static io.unifiedipc.benchmarks.Contender.alone;
import static io.unifiedipc.benchmarks.Goal.Metric.BYTES;
import static io.unifiedipc.benchmarks.Goal.Metric.RATE;
import static io.unifiedipc.benchmarks.Goal.Metric.TIME;
import static io.unifiedipc.benchmarks.Goal.absolute;
import static io.unifiedipc.benchmarks.Goal.ratio;

import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.Row;
import java.util.List;

/**
 * Messages within one process, whose payloads are bytes already. The executor is the hand-made way: one thread that handles, and
 * a future on which the caller waits. Where a peer has no answers of its own, a future goes along with the question.
 */
public final class MemoryGroup {
    /** Calls that take less than a microsecond are timed so many together. */
    private static final int BATCH = 100;

    private MemoryGroup() {}

    public static Group group() {
        return new Group(
                "memory",
                "What does a message within one process cost, beside handing it to an executor by hand?",
                List.of(nonBlocking(), ordinary(), outstanding(), stream(), groups()));
    }

    private static Row nonBlocking() {
        return new Row(
                "one caller, non-blocking handler",
                alone(Ours.NAME, () -> Ours.inline(BATCH)),
                alone(Executors.NAME, () -> Executors.oneCaller(BATCH)),
                List.of(
                        alone(SmallRye.DIRECT, () -> SmallRye.direct(BATCH)),
                        alone(Camel.DIRECT, () -> Camel.direct(BATCH))),
                List.of(
                        ratio(TIME, 0.18, Executors.NAME),
                        ratio(RATE, 1, SmallRye.DIRECT),
                        ratio(RATE, 1, Camel.DIRECT),
                        absolute(BYTES, 500)));
    }

    private static Row ordinary() {
        return new Row(
                "one caller, ordinary handler",
                alone(Ours.NAME, Ours::worker),
                alone(Executors.NAME, () -> Executors.oneCaller(1)),
                List.of(
                        alone(Ours.DEFAULT_WORKERS, Ours::workerOfMany),
                        alone(VertxBus.NAME, VertxBus::oneCaller),
                        alone(Camel.SEDA, Camel::seda),
                        alone(SmallRye.BLOCKING, SmallRye::blocking)),
                List.of(ratio(TIME, 1.25, Executors.NAME), absolute(BYTES, 600)));
    }

    private static Row outstanding() {
        return new Row(
                "64 outstanding",
                alone(Ours.NAME, Ours::outstanding),
                alone(Executors.NAME, Executors::outstanding),
                List.of(
                        alone(Ours.DEFAULT_WORKERS, Ours::outstandingOfMany),
                        alone(VertxBus.NAME, VertxBus::outstanding),
                        alone(Camel.SEDA, Camel::outstanding),
                        alone(SmallRye.BLOCKING, SmallRye::outstanding)),
                List.of(
                        ratio(RATE, 0.6, Executors.NAME),
                        ratio(RATE, 1, VertxBus.NAME),
                        ratio(RATE, 1, Camel.SEDA),
                        ratio(RATE, 1, SmallRye.BLOCKING),
                        absolute(BYTES, 600)));
    }

    private static Row stream() {
        return new Row(
                "one-way stream",
                alone(Ours.NAME, Ours::stream),
                alone(Executors.NAME, Executors::stream),
                List.of(
                        alone(VertxBus.NAME, VertxBus::stream),
                        alone(Camel.SEDA, Camel::stream),
                        alone(SmallRye.DIRECT, SmallRye::stream),
                        alone(SmallRye.BLOCKING, SmallRye::blockingStream)),
                List.of(
                        ratio(RATE, 0.95, Executors.NAME),
                        ratio(RATE, 1, VertxBus.NAME),
                        ratio(RATE, 1, Camel.SEDA),
                        ratio(RATE, 1, SmallRye.DIRECT),
                        ratio(RATE, 1, SmallRye.BLOCKING),
                        absolute(BYTES, 200)));
    }

    private static Row groups() {
        return new Row(
                "publish to 4 groups",
                alone(Ours.NAME, Ours::groups),
                alone(Executors.NAME, Executors::groups),
                List.of(alone(VertxBus.NAME, VertxBus::groups)),
                List.of());
    }
}
