package io.unifiedipc.testing.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One thread, one clock, and nothing that hangs. */
class SimulationTest {
    private static final String YAML = """
            ipc:
              service: %s
              transport: memory
              channels:
                front: {timeout: 1s}
                back: {timeout: 500ms}
            """;

    record Ask(int number) {}

    record Answer(int number) {}

    private final Simulation world = new Simulation(7);
    private final Instant beginning = world.now();
    private final Ipc front = open(world, "front");
    private final Ipc back = open(world, "back");
    private boolean broken;

    private static Ipc open(Simulation world, String service) {
        return world.builder().yaml(YAML.formatted(service)).build();
    }

    @BeforeEach
    void calm() {
        world.faults().stop();
    }

    @AfterEach
    void close() {
        if (broken) {
            return; // nothing runs in it any more
        }
        front.close();
        back.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("ipc-front")
                        || thread.getName().startsWith("ipc-back"));
    }

    private void serve() {
        front.channel("front")
                .handle(Ask.class, ask -> front.channel("back").call(Command.of(ask.payload()), Answer.class));
        back.channel("back").handle(Ask.class, ask -> {
            world.advance(Duration.ofMillis(100));
            return new Answer(ask.payload().number());
        });
        front.start();
        back.start();
    }

    private CompletableFuture<Document<Answer>> ask(int number) {
        return front.channel("front").callAsync(Command.of(new Ask(number)), Answer.class);
    }

    private Duration passed() {
        return Duration.between(beginning, world.now());
    }

    @Test
    void aBlockingCallInAHandlerRunsTheWorld() {
        serve();

        assertThat(front.channel("front").call(Command.of(new Ask(3)), Answer.class))
                .isEqualTo(new Answer(3));
        assertThat(passed()).isEqualTo(Duration.ofMillis(100));
        assertThat(world.trace().toString()).contains("#1 Ask on 'front', attempt 1, handler begins");
    }

    @Test
    void futuresAndWhatIsDerivedFromThemRunTheWorld() throws Exception {
        serve();

        assertThat(ask(1).join().payload()).isEqualTo(new Answer(1));
        assertThat(ask(2).thenApply(Document::payload).get()).isEqualTo(new Answer(2));
        assertThat(ask(3).get(1, TimeUnit.SECONDS).payload()).isEqualTo(new Answer(3));
        String both = world.await(CompletableFuture.allOf(ask(4), ask(5)).thenApply(nothing -> "both"));
        assertThat(both).isEqualTo("both");
    }

    @Test
    void aTimedGetTakesTheWorldsTime() {
        front.channel("front").handle(Ask.class, ask -> new CompletableFuture<>());
        front.start();
        CompletableFuture<Document<Answer>> asked = ask(1);

        assertThatThrownBy(() -> asked.get(30, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(passed()).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void deadlinesPassInTimeAlsoBeneathOthers() {
        AtomicReference<Duration> told = new AtomicReference<>();
        front.channel("front").handle(Ask.class, ask -> {
            world.advance(Duration.ofSeconds(5));
            return new Answer(0);
        });
        front.start();

        assertThatThrownBy(() -> world.await(ask(1).whenComplete((reply, failure) -> told.set(passed()))))
                .hasCauseInstanceOf(IpcException.class)
                .cause()
                .extracting(failure -> ((IpcException) failure).kind())
                .isEqualTo(Kind.TIMEOUT);
        assertThat(told).hasValue(Duration.ofSeconds(1));
    }

    @Test
    void aBlockedCallersDeadlinePassesInTimeAlsoBeneathOthers() {
        front.channel("front").handle(Ask.class, ask -> {
            world.advance(Duration.ofSeconds(5));
            return new Answer(0);
        });
        front.start();

        assertThatThrownBy(() -> front.channel("front").call(Command.of(new Ask(1)), Answer.class))
                .isInstanceOfSatisfying(
                        IpcException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT));
        assertThat(world.trace().lines())
                .anySatisfy(line ->
                        assertThat(line).startsWith("  1000.000").contains("Ask on 'front', TIMEOUT, executed MAYBE"));
    }

    @Test
    void whoWaitsForeverIsNamed() {
        broken = true;
        CompletableFuture<String> never = new CompletableFuture<>();
        front.channel("front").handle(Ask.class, ask -> world.await(never));
        front.start();
        Command<Ask> patient = Command.of(new Ask(1)).withTimeout(Duration.ofDays(1_000_000));

        assertThatThrownBy(() -> front.channel("front").call(patient, Answer.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing is left to run, and somebody still waits")
                .hasMessageContaining("waiting: who asked for a future's result")
                .hasMessageContaining("waiting: REQUEST Ask on 'front'");
        assertThatThrownBy(world::verify).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatNeverEndsIsCut() {
        broken = true;
        front.channel("front").accept(Ask.class, ask -> front.channel("front").send(Command.of(ask.payload())));
        front.start();
        front.channel("front").send(Command.of(new Ask(1)));

        assertThatThrownBy(world::runUntilQuiet)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Simulation.MOST_STEPS + " steps");
    }

    @Test
    void anotherThreadIsRefusedAndNotForgotten() {
        broken = true;
        serve();
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        Thread stranger = new Thread(
                () -> {
                    try {
                        ask(1);
                        refused.complete(new AssertionError("it was let in"));
                    } catch (IllegalStateException e) {
                        refused.complete(e);
                    }
                },
                "stranger");
        stranger.start();

        assertThat(refused.orTimeout(20, TimeUnit.SECONDS).join())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("thread 'stranger'");
        assertThatThrownBy(world::runUntilQuiet).hasMessageContaining("thread 'stranger'");
        assertThatThrownBy(() -> ask(2).join()).hasMessageContaining("thread 'stranger'");
    }

    @Test
    void closingWaitsForHandlersInTheWorldsTime() {
        serve();
        CompletableFuture<Document<Answer>> asked = ask(1);
        world.run();
        back.close();
        front.close();

        assertThat(asked).isDone();
        assertThat(passed()).isGreaterThanOrEqualTo(Duration.ofMillis(100)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void anInterruptOfAHandlerStaysThere() {
        front.channel("front").accept(Ask.class, ask -> Thread.currentThread().interrupt());
        front.start();
        front.channel("front").send(Command.of(new Ask(1)));
        world.runUntilQuiet();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void advancingStopsAtTheTime() {
        world.advance(Duration.ofMillis(1_500));
        world.run();

        assertThat(passed()).isEqualTo(Duration.ofMillis(1_500));
        assertThatThrownBy(() -> world.advance(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSeedDecidesTheOrder() {
        Set<List<Integer>> orders = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
        for (long seed = 1; seed <= 50; seed++) {
            orders.add(order(seed));
            assertThat(order(seed)).isEqualTo(order(seed));
        }
        assertThat(orders).hasSize(6);
    }

    private static List<Integer> order(long seed) {
        Simulation other = new Simulation(seed);
        other.faults().stop();
        List<Integer> order = new ArrayList<>();
        try (Ipc ipc = open(other, "one")) {
            ipc.channel("front")
                    .accept(Ask.class, ask -> order.add(ask.payload().number()));
            ipc.start();
            for (int i = 0; i < 3; i++) {
                ipc.channel("front").send(Command.of(new Ask(i)));
            }
            other.runUntilQuiet();
        }
        return order;
    }
}
