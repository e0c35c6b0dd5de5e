package io.unifiedipc.resilience.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Operation;
import io.unifiedipc.Received;
import io.unifiedipc.resilience.Alone;
import io.unifiedipc.testing.sim.FaultKind;
import io.unifiedipc.testing.sim.Seeds;
import io.unifiedipc.testing.sim.Simulation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many calls at once with much that goes wrong: nothing is told twice, nothing runs that must not, and nothing is left. */
class RetrySeedsTest {
    record Plain(int number) {}

    @Operation(idempotent = true)
    record Safe(int number) {}

    record Done(int number) {}

    private static final String YAML = """
            ipc:
              service: %s
              transport: memory
              channels:
                work:
                  memory: {like: http}
                  timeout: 1s
                  window: 6
                  concurrency: 6
                  max-outstanding: 30
                  attempt-timeout: {after: 120ms}
                  retry: {attempts: 4, backoff: 20ms, max-backoff: 100ms, budget: 50}
                  %s
            """;
    private static final int CALLS = 60;

    private final Map<String, Integer> ran = new HashMap<>();
    private final Map<String, Integer> told = new HashMap<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();

    private record Outcome(boolean safe, @Nullable Throwable failed) {}

    @Seeds(60)
    void nothingIsRepeatedThatMustNotBe(Simulation world) {
        run(world);
    }

    @Test
    void chanceIsTheSeeds() {
        assertThat(digest(4711)).isEqualTo(digest(4711)).isNotEqualTo(digest(4712));
    }

    private String digest(long seed) {
        Simulation world = new Simulation(seed);
        run(world);
        return world.trace().digest();
    }

    private void run(Simulation world) {
        ran.clear();
        told.clear();
        outcomes.clear();
        world.faults().rates(0);
        for (FaultKind kind : new FaultKind[] {FaultKind.LOST_MESSAGE, FaultKind.LOST_REPLY, FaultKind.DELAY}) {
            world.faults().rate(kind, 0.2);
        }
        world.faults().longestDelay(Duration.ofMillis(200));
        String more = Alone.without("retry", "attempt-timeout").replace(", ", "\n      ");
        try (Ipc receiver =
                        world.builder().yaml(YAML.formatted("receiver", more)).build();
                Ipc caller =
                        world.builder().yaml(YAML.formatted("caller", more)).build()) {
            receiver.channel("work").handle(Plain.class, work -> handle(world, work));
            receiver.channel("work").handle(Safe.class, work -> handle(world, work));
            receiver.start();
            call(world, caller);
            world.faults().stop();
            world.runUntilQuiet();
            assertThat(told)
                    .hasSize(CALLS)
                    .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
            assertThat(caller.counts().outstanding()).isZero();
            outcomes.forEach((id, outcome) -> check(ran.getOrDefault(id, 0), outcome));
        }
    }

    private Done handle(Simulation world, Received<?> work) {
        ran.merge(work.id(), 1, Integer::sum);
        world.advance(Duration.ofMillis(5));
        return new Done(ran.size());
    }

    private void call(Simulation world, Ipc caller) {
        Random chance = new Random(world.seed());
        for (int i = 0; i < CALLS; i++) {
            boolean safe = chance.nextBoolean();
            Command<?> command = Command.of(safe ? new Safe(i) : new Plain(i));
            var future = caller.channel("work").callAsync(command, Done.class);
            var unused = future.handle((reply, failed) -> {
                told.merge(command.id(), 1, Integer::sum);
                outcomes.put(command.id(), new Outcome(safe, failed));
                return null;
            });
            if (chance.nextInt(10) == 0) {
                world.advance(Duration.ofMillis(chance.nextInt(60)));
                future.cancel(true);
            } else if (chance.nextInt(3) == 0) {
                world.advance(Duration.ofMillis(chance.nextInt(40)));
            }
        }
    }

    private static void check(int times, Outcome outcome) {
        Throwable failed = outcome.failed instanceof CompletionException ? outcome.failed.getCause() : outcome.failed;
        if (!outcome.safe) {
            assertThat(times).as("how often it ran").isLessThanOrEqualTo(1);
        }
        if (failed == null) {
            assertThat(times).isPositive();
        } else if (failed instanceof IpcException failure && failure.executed() == Executed.NO) {
            assertThat(times).as(failure.getMessage()).isZero();
        } else {
            assertThat(failed).isInstanceOfAny(IpcException.class, CancellationException.class);
        }
    }
}
