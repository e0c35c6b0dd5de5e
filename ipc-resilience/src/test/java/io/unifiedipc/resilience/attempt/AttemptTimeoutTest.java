package io.unifiedipc.resilience.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.Received;
import io.unifiedipc.resilience.Alone;
import io.unifiedipc.testing.sim.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The share that one attempt has of its call's time. */
class AttemptTimeoutTest {
    record Plain(String what) {}

    @Operation(idempotent = true)
    record Safe(String what) {}

    record Done(String what) {}

    private static final String YAML = """
            ipc:
              service: %s
              transport: memory
              channels:
                direct: {memory: {like: http}, timeout: 1s%s}
                queue: {timeout: 1s%s}
            """;

    private final Simulation world = new Simulation(5);
    private final List<Received<?>> asked = new ArrayList<>();
    private final List<Duration> left = new ArrayList<>();
    private final List<CompletableFuture<Object>> answers = new ArrayList<>();
    private final Ipc receiver = open("receiver", "");
    private final Ipc caller = open(
            "caller", ", attempt-timeout: {after: 300ms}, retry: {attempts: 2, backoff: 10ms}, max-outstanding: 8");
    private final Ipc once = open("once", ", attempt-timeout: {after: 300ms}");

    private Ipc open(String service, String keys) {
        String all = ", " + Alone.without("retry", "attempt-timeout") + keys;
        return world.builder().yaml(YAML.formatted(service, all, all)).build();
    }

    @BeforeEach
    void serve() {
        world.faults().rates(0);
        for (String channel : List.of("direct", "queue")) {
            receiver.channel(channel).handle(Plain.class, this::later);
            receiver.channel(channel).handle(Safe.class, this::later);
            receiver.channel(channel).handle(Done.class, work -> {
                left.add(work.remaining());
                return work.payload();
            });
        }
        receiver.start();
    }

    private Object later(Received<?> work) {
        asked.add(work);
        CompletableFuture<Object> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    }

    @AfterEach
    void close() {
        answers.forEach(each -> each.complete(new Done("at last")));
        world.runUntilQuiet();
        for (Ipc each : List.of(caller, once, receiver)) {
            assertThat(each.counts().outstanding()).isZero();
            assertThat(each.counts().pendingReplies()).isZero();
            each.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "queue"})
    void itEndsOneAttemptAndSaysWhatHasEndedIt(String channel) {
        Instant began = world.now();
        IpcException failure = catchThrowableOfType(
                IpcException.class, () -> once.channel(channel).call(Command.of(new Plain("x")), Done.class));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failure.executed()).isEqualTo(Executed.MAYBE);
        assertThat(failure.text())
                .isEqualTo("'" + channel
                        + "' gave no answer to Plain within 300 ms, the attempt-timeout.after: raise that,"
                        + " or look why it is slow");
        assertThat(Duration.between(began, world.now())).isEqualTo(Duration.ofMillis(300));
        assertThat(asked.get(0).cancelled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "queue"})
    void theReceiverIsToldTheShare(String channel) {
        once.channel(channel).call(Command.of(new Done("x")), Done.class);
        once.channel(channel).call(Command.of(new Done("x")).withTimeout(Duration.ofMillis(200)), Done.class);

        assertThat(left).containsExactly(Duration.ofMillis(300), Duration.ofMillis(200));
    }

    /** The first attempt's reply comes while the second is under way: it is nobody's, and the second one's counts. */
    @ParameterizedTest
    @ValueSource(strings = {"direct", "queue"})
    void aLateReplyIsNotDelivered(String channel) {
        var reply = caller.channel(channel).callAsync(Command.of(new Safe("x")), Done.class);
        world.advance(Duration.ofMillis(320));
        assertThat(asked).hasSize(2);
        assertThat(asked.stream().map(Received::id).distinct()).hasSize(1);
        answers.get(0).complete(new Done("one"));
        world.run();
        assertThat(reply).isNotDone();
        assertThat(caller.counts().lateReplies()).isEqualTo(channel.equals("queue") ? 1 : 0);

        answers.get(1).complete(new Done("two"));
        assertThat(world.await(reply).payload()).isEqualTo(new Done("two"));
        assertThat(caller.counts().outstanding()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "queue"})
    void eachAttemptHasItsShare(String channel) {
        Instant began = world.now();
        IpcException failure = catchThrowableOfType(
                IpcException.class, () -> caller.channel(channel).call(Command.of(new Safe("x")), Done.class));

        assertThat(failure.executed()).isEqualTo(Executed.MAYBE);
        assertThat(failure.text()).endsWith("that was the last of 2 attempts: TIMEOUT (MAYBE), TIMEOUT (MAYBE)");
        assertThat(Duration.between(began, world.now())).isBetween(Duration.ofMillis(600), Duration.ofMillis(610));
        assertThat(asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "queue"})
    void theCallsOwnDeadlineComesFirst(String channel) {
        Command<Safe> command = Command.of(new Safe("x")).withTimeout(Duration.ofMillis(400));
        IpcException failure = catchThrowableOfType(
                IpcException.class, () -> caller.channel(channel).call(command, Done.class));

        assertThat(failure.text()).contains("within 400 ms").contains("it was tried before: TIMEOUT (MAYBE)");
        assertThat(asked).hasSize(2);
        var cancelled = caller.channel(channel).callAsync(Command.of(new Safe("x")), Done.class);
        world.run();
        cancelled.cancel(true);
        assertThat(caller.counts().outstanding()).isZero();
    }
}
