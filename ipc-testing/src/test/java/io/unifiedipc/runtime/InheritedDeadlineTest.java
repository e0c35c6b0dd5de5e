package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Handler;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Received;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.testing.sim.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a handler's own calls have of the time that its caller waits. */
class InheritedDeadlineTest {
    private static final String YAML = """
            ipc:
              service: %s
              transport: memory
              channels:
                front: {timeout: 1s}
                back: {timeout: 5s, memory: {like: http}}
                alone: {timeout: 5s, detached: true}
                events: {kind: events, timeout: 5s}
            """;

    record Ask(String what) {}

    record Inner(String what) {}

    record Told(String what) {}

    private final Simulation world = new Simulation(11);
    private final List<Duration> left = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();
    private final Observer counting = new Observer() {
        @Override
        public void counted(String what, String channel) {
            counted.add(what + " on " + channel);
        }
    };
    private final Ipc front = open("front");
    private final Ipc back = open("back");

    private Ipc open(String service) {
        return world.builder().yaml(YAML.formatted(service)).add(counting).build();
    }

    @BeforeEach
    void calm() {
        world.faults().stop();
        for (String channel : List.of("back", "alone")) {
            back.channel(channel).handle(Inner.class, inner -> {
                remember(inner);
                if (inner.payload().what().equals("hang")) {
                    return new CompletableFuture<>();
                }
                return inner.payload();
            });
        }
        back.channel("events")
                .subscribe(
                        "group", Told.class, event -> told.add(event.payload().what()));
        back.start();
    }

    @AfterEach
    void close() {
        front.close();
        back.close();
    }

    private void remember(Received<?> message) {
        left.add(message.remaining());
    }

    /** Its handler takes 300 ms, and then calls as it is told. */
    private void serve(Handler<Ask> handler) {
        front.channel("front").handle(Ask.class, ask -> {
            world.advance(Duration.ofMillis(300));
            return handler.handle(ask);
        });
        front.start();
    }

    private Object ask() {
        return front.channel("front").call(Command.of(new Ask("")), Object.class);
    }

    private static Command<Inner> inner(String what) {
        return Command.of(new Inner(what));
    }

    @Test
    void itIsWhatRemains() {
        serve(ask -> back.channel("back").call(inner("now"), Inner.class));
        ask();

        assertThat(left).containsExactly(Duration.ofMillis(700));
    }

    @Test
    void whatIsShorterStaysSo() {
        serve(ask -> back.channel("back").call(inner("now").withTimeout(Duration.ofMillis(50)), Inner.class));
        ask();

        assertThat(left).containsExactly(Duration.ofMillis(50));
    }

    @Test
    void whatIsDetachedHasItsOwn() {
        serve(ask -> {
            back.channel("back").call(inner("command").detached(), Inner.class);
            back.channel("alone").call(inner("channel"), Inner.class);
            return null;
        });
        ask();

        assertThat(left).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    @Test
    void itCountsWhereverTheHandlingGoesOn() {
        List<Runnable> tasks = new ArrayList<>();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        serve(ask -> {
            ask.within(tasks::add)
                    .execute(() -> back.channel("back")
                            .callAsync(inner("within"), Inner.class)
                            .thenAccept(document -> answer.complete(document.payload())));
            return answer;
        });
        var asked = front.channel("front").callAsync(Command.of(new Ask("")), Object.class);
        world.advance(Duration.ofMillis(400));
        tasks.get(0).run();
        asked.join();

        assertThat(left).containsExactly(Duration.ofMillis(600));
    }

    @Test
    void theFailureSaysWhoseTimeItWas() {
        List<IpcException> failures = new ArrayList<>();
        serve(ask -> {
            failures.add(catchThrowableOfType(
                    IpcException.class, () -> back.channel("back").call(inner("hang"), Inner.class)));
            return null;
        });
        var unused = front.channel("front").callAsync(Command.of(new Ask("")), Object.class);
        world.runUntilQuiet();

        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failures.get(0).executed()).isEqualTo(Executed.MAYBE);
        assertThat(failures.get(0).text())
                .isEqualTo(
                        "'back' gave no answer to Inner within 700 ms, which were left of the deadline of Ask, in whose"
                                + " handling it was made: give Ask more time, or make this call detached");
    }

    @Test
    void whereNothingRemainsNothingIsSent() {
        List<IpcException> failures = new ArrayList<>();
        serve(ask -> {
            world.advance(Duration.ofSeconds(1));
            failures.add(catchThrowableOfType(
                    IpcException.class, () -> back.channel("back").call(inner("late"), Inner.class)));
            failures.add((IpcException) back.channel("back")
                    .callAsync(inner("late"), Inner.class)
                    .handle((reply, failed) -> failed)
                    .join());
            failures.add(catchThrowableOfType(
                    IpcException.class, () -> back.channel("back").send(inner("late"))));
            failures.add(catchThrowableOfType(
                    IpcException.class, () -> back.channel("events").publish(Event.of(new Told("late")))));
            back.channel("events").publish(Event.of(new Told("alone")).detached());
            return null;
        });
        assertThatThrownBy(this::ask).hasMessageContaining("TIMEOUT");

        assertThat(failures).hasSize(4).allSatisfy(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.executed()).isEqualTo(Executed.NO);
            assertThat(failure.text())
                    .contains("was not asked for")
                    .contains("nothing was left of the deadline of Ask");
        });
        world.runUntilQuiet();
        assertThat(told).containsExactly("alone");
        assertThat(left).isEmpty();
        assertThat(counted).filteredOn("expired on back"::equals).hasSize(3);
        assertThat(counted).contains("expired on events");
        assertThat(back.counts().outstanding()).isZero();
    }

    /** In a simulation what others do while a handler waits is done on its thread, and not on its time. */
    @Test
    void whatOthersDoMeanwhileIsNotOnItsTime() {
        serve(ask -> {
            Command<Inner> command = inner("hang").withTimeout(Duration.ofMillis(100));
            return catchThrowableOfType(
                            IpcException.class, () -> back.channel("back").call(command, Inner.class))
                    .text();
        });
        var other = back.channel("back").callAsync(inner("hang").withTimeout(Duration.ofMillis(350)), Inner.class);
        var next = other.handle((reply, failed) -> back.channel("back").callAsync(inner("other"), Inner.class));
        ask();
        world.runUntilQuiet();

        assertThat(next).isCompleted();
        assertThat(left).containsExactly(Duration.ofMillis(350), Duration.ofMillis(100), Duration.ofSeconds(5));
    }

    @Test
    void whoeverHandlesWhatNobodyWaitsForHasAllTheTime() {
        serve(ask -> {
            world.advance(Duration.ofSeconds(2));
            back.channel("back").call(inner("now"), Inner.class);
            return null;
        });
        front.channel("front").send(Command.of(new Ask("")));
        world.runUntilQuiet();

        assertThat(left).containsExactly(Duration.ofSeconds(5));
    }
}
