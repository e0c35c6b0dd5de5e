package io.unifiedipc.resilience.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.Received;
import io.unifiedipc.resilience.Alone;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Interaction;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.testing.sim.FaultKind;
import io.unifiedipc.testing.sim.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is tried again and what is not, in a world whose time is its own. */
class RetryTest {
    record Plain(String what) {}

    @Operation(idempotent = true)
    record Safe(String what) {}

    @Operation(query = true)
    record Query(String what) {}

    record Told(String what) {}

    record Done(String what) {}

    private static final String YAML = """
            ipc:
              service: %s
              transport: memory
              channels:
                direct: {memory: {like: http}, timeout: 2s, window: 16, concurrency: 16, %s}
                queue: {timeout: 2s, on-failure: {retry: 2, backoff: 10ms, then: drop}, %s}
                events: {kind: events, memory: {like: http}, timeout: 2s, %s}
            """;

    private final Simulation world = new Simulation(3);
    private final List<Received<?>> handled = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final List<String> attempts = new ArrayList<>();
    private final Observer listening = new Observer() {
        @Override
        public void retried(Call attempt, IpcException failure, long pauseNanos) {
            heard.add(attempt.attempt() + " " + failure.kind() + " " + failure.executed());
        }

        @Override
        public void ended(Call call) {
            IpcException failure = call.failure();
            heard.add("ended" + (failure == null ? "" : " " + failure.kind() + " " + failure.executed()));
        }

        @Override
        public void counted(String what, String channel) {
            heard.add(what + " on " + channel);
        }

        @Override
        public void received(Interaction first) {
            attempts.add(first.envelope().headers().get(HeaderNames.ATTEMPT, "-"));
        }
    };
    private boolean hangs;
    private Ipc caller = open("caller", "retry: {attempts: 3}");
    private final Ipc receiver = open("receiver", "");

    private Ipc open(String service, String keys) {
        String more = Alone.without("retry") + (keys.isEmpty() ? "" : ", " + keys);
        return world.builder()
                .yaml(YAML.formatted(service, more, more, more))
                .add(listening)
                .build();
    }

    private void caller(String keys) {
        caller.close();
        caller = open("caller", keys);
    }

    @BeforeEach
    void calm() {
        world.faults().rates(0);
    }

    @AfterEach
    void close() {
        world.runUntilQuiet();
        assertThat(caller.counts().outstanding()).isZero();
        assertThat(caller.counts().pendingReplies()).isZero();
        caller.close();
        receiver.close();
    }

    private void serve() {
        for (String channel : List.of("direct", "queue")) {
            receiver.channel(channel)
                    .handle(Plain.class, work -> answer(work, work.payload().what()));
            receiver.channel(channel)
                    .handle(Safe.class, work -> answer(work, work.payload().what()));
            receiver.channel(channel)
                    .handle(Query.class, work -> answer(work, work.payload().what()));
        }
        receiver.start();
    }

    private Object answer(Received<?> work, String what) {
        handled.add(work);
        return switch (hangs ? "hang" : what) {
            case "broken" -> throw new IllegalStateException("broken");
            case "hang" -> new CompletableFuture<>();
            default -> new Done(what);
        };
    }

    private IpcException failure(String channel, Object what) {
        return catchThrowableOfType(
                IpcException.class, () -> caller.channel(channel).call(Command.of(what), Done.class));
    }

    private static void is(IpcException failure, Kind kind, Executed executed) {
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        assertThat(failure.executed()).as(failure.getMessage()).isEqualTo(executed);
    }

    // ---- what

    @Test
    void whatHasNotRunIsTriedAgain() {
        Instant began = world.now();
        IpcException failure = failure("direct", new Plain("x"));

        is(failure, Kind.UNREACHABLE, Executed.NO);
        assertThat(failure.text())
                .contains("nobody receives 'direct'")
                .endsWith("; that was the last of 3 attempts: UNREACHABLE (NO), UNREACHABLE (NO), UNREACHABLE (NO)");
        assertThat(heard).containsExactly("1 UNREACHABLE NO", "2 UNREACHABLE NO", "ended UNREACHABLE NO");
        assertThat(Duration.between(began, world.now())).isLessThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void aLaterAttemptSucceeds() {
        caller("retry: {attempts: 9, backoff: 200ms}");
        Command<Plain> command = Command.of(new Plain("x")).withIdempotencyKey("k-1");
        var reply = caller.channel("direct").callAsync(command, Done.class);
        world.run();
        serve();

        assertThat(world.await(reply).payload()).isEqualTo(new Done("x"));
        assertThat(handled).hasSize(1);
        assertThat(handled.get(0).attempt()).isGreaterThan(1);
        assertThat(attempts).containsExactly(String.valueOf(handled.get(0).attempt()));
        assertThat(handled.get(0).id()).isEqualTo(command.id());
        assertThat(handled.get(0).idempotencyKey()).isEqualTo("k-1");
    }

    @Test
    void whatMayHaveRunIsTriedAgainWhereThatIsSafe() {
        serve();
        world.faults().rate(FaultKind.LOST_REPLY, 1);
        for (Object what : List.of(new Safe("x"), new Query("x"))) {
            handled.clear();
            is(failure("direct", what), Kind.CONNECTION_LOST, Executed.MAYBE);
            assertThat(handled).hasSize(3);
            assertThat(handled.stream().map(Received::id).distinct()).hasSize(1);
            assertThat(handled.stream().map(Received::attempt)).containsExactly(1, 2, 3);
        }
        assertThat(attempts).containsExactly("-", "2", "3", "-", "2", "3");
    }

    @Test
    void whatMayHaveRunIsNotTriedAgainOtherwise() {
        serve();
        world.faults().rate(FaultKind.LOST_REPLY, 1);
        IpcException failure = failure("direct", new Plain("x"));

        is(failure, Kind.CONNECTION_LOST, Executed.MAYBE);
        assertThat(failure.text())
                .endsWith("; not tried again, as it may have run and Plain is neither idempotent nor deduplicated");
        assertThat(handled).hasSize(1);
        assertThat(heard).containsExactly("ended CONNECTION_LOST MAYBE", "lost-reply on direct");
    }

    @Test
    void whatHasRunIsNeverTriedAgain() {
        serve();
        is(failure("direct", new Query("broken")), Kind.FAILED, Executed.YES);
        is(failure("queue", new Query("broken")), Kind.FAILED, Executed.YES);

        assertThat(handled).as("no retry here, and none at the receiver").hasSize(2);
    }

    @Test
    void whatCannotPassIsNotTriedAgain() {
        serve();
        IpcException failure = failure("direct", new Told("x"));

        is(failure, Kind.UNSUPPORTED, Executed.NO);
        assertThat(failure.text()).doesNotContain("tried again");
        assertThat(heard).containsExactly("ended UNSUPPORTED NO");
    }

    @Test
    void oneMaybeMakesAllMaybe() {
        serve();
        world.faults().rate(FaultKind.LOST_REPLY, 1);
        var reply = caller.channel("direct").callAsync(Command.of(new Safe("x")), Done.class);
        world.run();
        receiver.close();

        IpcException failure = failure(reply);
        is(failure, Kind.UNREACHABLE, Executed.MAYBE);
        assertThat(failure.text()).endsWith("3 attempts: CONNECTION_LOST (MAYBE), UNREACHABLE (NO), UNREACHABLE (NO)");
    }

    private IpcException failure(CompletableFuture<?> future) {
        return (IpcException) catchThrowableOfType(CompletionException.class, () -> world.await(future))
                .getCause();
    }

    // ---- how long

    @Test
    void whatWouldComeTooLateIsGivenUpAtOnce() {
        caller("retry: {attempts: 9, backoff: 1900ms, max-backoff: 1900ms}");
        Instant began = world.now();
        IpcException failure = catchThrowableOfType(
                IpcException.class,
                () -> caller.channel("direct")
                        .call(Command.of(new Plain("x")).withTimeout(Duration.ofMillis(1)), Done.class));

        is(failure, Kind.UNREACHABLE, Executed.NO);
        assertThat(failure.text())
                .contains("; not tried again, as that would be in ")
                .endsWith(" and 1 ms are left");
        assertThat(world.now()).isEqualTo(began);
    }

    @Test
    void whoGivesUpBetweenTwoAttemptsKnowsThatNothingHasRun() {
        serve();
        // The window is full: the other side says so, after it was asked.
        List<CompletableFuture<?>> hanging = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            hanging.add(caller.channel("direct").callAsync(Command.of(new Plain("hang")), Done.class));
        }
        world.run();
        heard.clear();
        var one = caller.channel("direct").callAsync(Command.of(new Plain("x")), Done.class);
        world.run();
        assertThat(heard).containsExactly("1 OVERLOADED NO");
        one.cancel(true);
        assertThat(heard).containsExactly("1 OVERLOADED NO", "ended CANCELLED NO");

        hanging.forEach(each -> each.cancel(true));
        world.runUntilQuiet();
        assertThat(handled).hasSize(16);
        assertThat(caller.counts().outstanding()).isZero();
    }

    @Test
    void theDeadlineOfAnAttemptUnderWayTellsOfThoseBefore() {
        world.faults().rate(FaultKind.LOST_REPLY, 1);
        serve();
        var reply = caller.channel("direct").callAsync(Command.of(new Safe("x")), Done.class);
        world.run();
        world.faults().rates(0);
        hangs = true;
        IpcException failure = failure(reply);

        is(failure, Kind.TIMEOUT, Executed.MAYBE);
        assertThat(failure.text())
                .contains("within 2000 ms")
                .endsWith("; it was tried before: CONNECTION_LOST (MAYBE)");
    }

    @Test
    void closingEndsWhatWaits() {
        caller("retry: {attempts: 9, backoff: 1s}");
        var one = caller.channel("direct").callAsync(Command.of(new Plain("x")), Done.class);
        world.run();
        caller.close();

        IpcException failure = failure(one);
        is(failure, Kind.CLOSED, Executed.NO);
        assertThat(failure.text()).contains("'direct' is closing, and Plain was waiting for its next attempt");
    }

    // ---- how much

    @Test
    void theBudgetBoundsWhatRetriesAdd() {
        for (int i = 0; i < 300; i++) {
            is(failure("direct", new Plain("x")), Kind.UNREACHABLE, Executed.NO);
        }
        assertThat(heard.stream().filter(each -> each.endsWith("UNREACHABLE NO") && !each.startsWith("ended")))
                .hasSizeBetween(60, 10 + 60);
        assertThat(heard).contains("retry-budget on direct");
        assertThat(failure("direct", new Plain("x")).text())
                .contains("; not tried again, as the retry budget of 'direct' is spent");
    }

    @Test
    void eachChannelHasItsOwnBudget() {
        for (int i = 0; i < 100; i++) {
            is(failure("direct", new Plain("x")), Kind.UNREACHABLE, Executed.NO);
        }
        heard.clear();
        is(failure("queue", new Plain("x")), Kind.UNROUTABLE, Executed.NO);
        assertThat(heard).containsExactly("1 UNROUTABLE NO", "2 UNROUTABLE NO", "ended UNROUTABLE NO");
    }

    // ---- the other styles

    @Test
    void senderAndReceiverDoNotMultiply() {
        serve();
        caller.channel("queue").send(Command.of(new Safe("broken")));
        world.runUntilQuiet();

        assertThat(handled).as("once, and the two retries of the receiver").hasSize(3);
        assertThat(heard).filteredOn(each -> each.startsWith("1 ")).isEmpty();

        handled.clear();
        IpcException failure = catchThrowableOfType(
                IpcException.class, () -> caller.channel("direct").send(Command.of(new Safe("broken"))));
        is(failure, Kind.FAILED, Executed.YES);
        assertThat(handled).as("its sender has heard of it").hasSize(1);
    }

    @Test
    void sendingIsTriedAgain() {
        serve();
        world.faults().rate(FaultKind.LOST_MESSAGE, 1);
        for (String channel : List.of("queue", "direct")) {
            heard.clear();
            assertThat(catchThrowableOfType(
                            IpcException.class, () -> caller.channel(channel).send(Command.of(new Plain("x")))))
                    .hasMessageContaining("neither idempotent nor deduplicated");
            CompletableFuture<?> sent = caller.channel(channel).sendAsync(Command.of(new Safe(channel)));
            world.run();
            world.faults().rate(FaultKind.LOST_MESSAGE, 0);
            world.await(sent);
            world.runUntilQuiet();
            world.faults().rate(FaultKind.LOST_MESSAGE, 1);
            assertThat(heard).startsWith("ended CONNECTION_LOST MAYBE", "1 CONNECTION_LOST MAYBE");
        }
        assertThat(handled).hasSize(2);
    }

    @Test
    void aPublicationIsTriedAgainForTheGroupsThatHaveFailed() {
        Ipc away = open("away", "");
        away.channel("events").subscribe("away", Told.class, handled::add);
        away.start();
        receiver.channel("events").subscribe("here", Told.class, handled::add);
        receiver.start();
        world.run();
        away.close();
        IpcException failure = catchThrowableOfType(
                IpcException.class, () -> caller.channel("events").publish(Event.of(new Told("x"))));

        is(failure, Kind.UNREACHABLE, Executed.MAYBE);
        assertThat(failure.text()).contains("here has it").contains("the last of 3 attempts");
        assertThat(handled).hasSize(1);
        assertThat(heard).startsWith("1 UNREACHABLE NO", "2 UNREACHABLE NO");
    }

    @Test
    void aGatheringAsksEachGroupAgain() {
        Ipc away = open("away", "");
        away.channel("events").respond("away", Told.class, told -> new Done("away"));
        away.start();
        receiver.channel("events").respond("here", Told.class, told -> new Done("here"));
        receiver.start();
        world.run();
        away.close();
        var gathered = caller.channel("events").gather(Event.of(new Told("x")), Done.class);

        assertThat(gathered.replies()).hasSize(1);
        assertThat(gathered.failures()).hasSize(1);
        assertThat(gathered.failures().get(0).text()).contains("the last of 3 attempts");
    }
}
