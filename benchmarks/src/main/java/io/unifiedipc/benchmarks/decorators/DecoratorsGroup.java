package io.unifiedipc.benchmarks.decorators;

import static io.unifiedipc.benchmarks.Contender.alone;
import static io.unifiedipc.benchmarks.Goal.Metric.BYTES;
import static io.unifiedipc.benchmarks.Goal.Metric.TIME;
import static io.unifiedipc.benchmarks.Goal.ratio;

import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.Row;
import java.util.List;

/**
 * What the rules around a call cost: ours, which are on by default, beside what others offer for a future. Nothing carries the
 * calls. A future that completes later is completed by the calling thread, as soon as it has got it from the outermost rule:
 * so that no hop between threads is measured, which would cost ten times what the rules do.
 */
public final class DecoratorsGroup {
    static final int BATCH = 100;

    private DecoratorsGroup() {}

    public static Group group() {
        return new Group(
                "decorators",
                "What do deadline, key, version, circuit breaker and outstanding limit cost, beside Resilience4j by hand?",
                List.of(
                        row("full stack, completed future", false, 0.4, 0.4),
                        row("full stack, future that completes later", true, 0.6, 0.5)));
    }

    private static Row row(String name, boolean later, double time, double bytes) {
        return new Row(
                name,
                alone(Ours.STACK, () -> Ours.stack(later)),
                alone(Peers.RESILIENCE4J, () -> Peers.resilience4j(later)),
                List.of(
                        alone(Peers.FAILSAFE, () -> Peers.failsafe(later)),
                        alone(Ours.WHOLE_CALL, () -> Ours.wholeCall(later))),
                List.of(ratio(TIME, time, Peers.RESILIENCE4J), ratio(BYTES, bytes, Peers.RESILIENCE4J)));
    }
}
