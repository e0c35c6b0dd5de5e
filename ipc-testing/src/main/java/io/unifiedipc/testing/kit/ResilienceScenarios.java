package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Received;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.Worker.Done;
import io.unifiedipc.testing.kit.Worker.Look;
import io.unifiedipc.testing.kit.Worker.Repeat;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What guards a caller: circuit breaker, retry, attempt timeout, fallback and the limit of what is outstanding. After each, all
 * permits are back, and nothing waits or is under way at any peer: the stage sees to that.
 */
interface ResilienceScenarios extends Scenarios {
    String BREAKER = "timeout: 20s, circuit-breaker: {window: 4, minimum: 4, trials: 1, open-for: ";
    String RETRY = "timeout: 20s, retry: {attempts: 9, backoff: 5ms}";

    private Served serving(String orders) {
        return serving(how -> how.orders(orders));
    }

    private Served serving(Consumer<Opening> how) {
        Ipc receiver = stage().receiver(1, how);
        var subscription = stage().worker.servesAll(receiver);
        receiver.start();
        Await.result(receiver.ready());
        return new Served(receiver, subscription, stage().worker);
    }

    private Ipc guarded(String orders) {
        return stage().caller(how -> how.orders(orders));
    }

    private static void fails(Ipc caller, String work, int times) {
        for (int i = 0; i < times; i++) {
            Expect.failure(
                    Kind.FAILED,
                    Executed.YES,
                    CallStyle.BLOCKING.call(caller, Worker.work(work)).failure());
        }
    }

    /** After failures the receiver is left alone: callers are refused at once, and it hears of none of them. */
    @EachStyle(smoke = true)
    @Needs(value = Capability.REQUEST, decorator = "circuit-breaker")
    default void anOpenBreakerRefusesWhatTheReceiverNeverSees(CallStyle style) {
        serving("");
        Ipc caller = guarded(BREAKER + "1h}");
        fails(caller, "throw", 4);
        for (int i = 0; i < 3; i++) {
            IpcException refused = Expect.failure(
                    Kind.CIRCUIT_OPEN,
                    Executed.NO,
                    style.call(caller, Worker.work("refused")).failure());
            assertThat(refused.retryAfter()).isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
        }
        assertThat(caller.counts().outstanding()).isZero();
        stage().stillServes(guarded("timeout: 20s"));
        assertThat(stage().worker.ran()).containsExactly("throw", "throw", "throw", "throw", "ok");
    }

    /** One good trial closes it: from then on it judges anew, and takes as many failures as at first. */
    @Test
    @Needs(value = Capability.REQUEST, decorator = "circuit-breaker")
    default void aBreakerClosesAfterAGoodTrial() {
        serving("");
        Ipc caller = guarded(BREAKER + "50ms}");
        fails(caller, "sick", 4);
        stage().worker.heal();
        Await.until("a trial went well", () -> {
            var outcome = CallStyle.BLOCKING.call(caller, Worker.work("sick"));
            if (outcome.thrown() != null) {
                Expect.failure(Kind.CIRCUIT_OPEN, Executed.NO, outcome.thrown());
            }
            return outcome.thrown() == null;
        });
        assertThat(stage().worker.ran("sick")).as("four, and the trial").isEqualTo(5);
        fails(caller, "throw", 1);
        stage().stillServes(caller);
    }

    /** A receiver that says no in good order is well. */
    @EachStyle
    @Needs(value = Capability.REQUEST, decorator = "circuit-breaker")
    default void businessRefusalsDoNotOpenABreaker(CallStyle style) {
        serving("");
        Ipc caller = guarded(BREAKER + "1h}");
        for (int i = 0; i < 12; i++) {
            Expect.failure(
                    Kind.REFUSED,
                    Executed.YES,
                    style.call(caller, Worker.work("refuse")).failure());
        }
        stage().stillServes(caller);
        assertThat(stage().worker.ran("refuse")).isEqualTo(12);
    }

    /** An attempt hangs; the next one, of the same message, is answered, and its receiver knows that it is not the first. */
    @Test
    @Needs(
            value = Capability.REQUEST,
            decorator = {"attempt-timeout", "retry"})
    default void anAttemptThatHangsIsFollowedByOneThatAnswers() {
        Attempts attempts = new Attempts("Repeat");
        serving(how -> how.with(attempts));
        Ipc caller = guarded(RETRY + ", attempt-timeout: {after: 500ms}");
        stage().stillServes(caller);
        Command<Repeat> command = Command.of(new Repeat("hang once"));
        assertThat(caller.channel(Plan.ORDERS).call(command, Done.class)).isEqualTo(new Done("ok"));

        assertThat(stage().worker.repeats).hasSizeGreaterThanOrEqualTo(2);
        assertThat(stage().worker.repeats).extracting(Received::id).containsOnly(command.id());
        assertThat(attempts.arrived).doesNotHaveDuplicates().anyMatch(number -> number >= 2);
        stage().worker.letGo();
        stage().stillServes(caller);
    }

    /** What may have run, and must not run twice, is not tried again: it arrives once. */
    @Test
    @Needs(
            value = Capability.REQUEST,
            decorator = {"attempt-timeout", "retry"})
    default void whatMayHaveRunAndIsNotSafeArrivesOnce() {
        serving("");
        Ipc caller = guarded(RETRY + ", attempt-timeout: {after: 1s}");
        stage().stillServes(caller);
        var running = CallStyle.FUTURE.start(caller, Worker.work("hang"));
        stage().worker.awaitHanging(1);
        Expect.failure(Kind.TIMEOUT, Executed.MAYBE, Await.result(running).failure());
        stage().worker.letGo();
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("ok", "hang", "ok");
    }

    /** The receiver is gone: a query has its last good reply, and says so; a command fails. */
    @Test
    @Needs(value = Capability.REQUEST, decorator = "fallback")
    default void aQueryHasItsLastGoodReplyWhenTheReceiverIsGone() {
        Served receiver = serving("");
        Ipc caller = guarded("timeout: 20s, fallback: {max-age: 1h, before: 10s}");
        Document<Done> real = look(caller, Duration.ofSeconds(20));
        receiver.ipc().close();
        Document<Done> kept = look(caller, Duration.ofSeconds(2));

        assertThat(real.isFallback()).isFalse();
        assertThat(kept.isFallback()).isTrue();
        assertThat(kept.payload()).isEqualTo(real.payload());
        assertThat(Await.failure(caller.channel(Plan.ORDERS)
                        .callAsync(Worker.work("gone").withTimeout(Duration.ofMillis(300)), Done.class)))
                .isInstanceOf(IpcException.class);
        assertThat(stage().worker.ran()).isEmpty();
    }

    private static Document<Done> look(Ipc caller, Duration timeout) {
        return Await.result(caller.channel(Plan.ORDERS)
                .callAsync(Command.of(new Look("as it is")).withTimeout(timeout), Done.class));
    }

    /** Only one side repeats: what the broker has is the receiver's, even where the sender could safely send it again. */
    @Test
    @Needs(
            value = {Capability.SEND, Capability.STORED, Capability.PARKING},
            decorator = "retry")
    default void retryOfTheHandOffDoesNotMultiplyOnFailure() {
        Served receiver = serving("on-failure: {retry: 2, backoff: 1ms}");
        Ipc caller = guarded(RETRY);
        caller.channel(Plan.ORDERS).send(Command.of(new Repeat("throw")));
        assertThat(stage().awaitParked(receiver.subscription(), 1).get(0).attempts())
                .isEqualTo(3);
        receiver.awaitInFlight(0);

        assertThat(stage().worker.repeats).extracting(Received::attempt).containsExactly(1, 2, 3);
        stage().stillServes(caller);
        assertThat(stage().worker.repeats).hasSize(3);
    }

    /** One more than may be outstanding waits, and goes when another has ended. */
    @EachStyle(smoke = true)
    @Needs(Capability.REQUEST)
    default void aWaitingCallGetsThePermitOfOneThatEnds(CallStyle style) {
        serving("");
        Ipc caller = guarded("timeout: 20s, max-outstanding: 1, when-full: wait");
        var first = style.start(caller, Worker.work("hang"));
        stage().worker.awaitHanging(1);
        var others = IntStream.range(0, 3)
                .mapToObj(i -> style.start(caller, Worker.work("next")))
                .toList();
        Await.until("three wait", () -> caller.counts().waiting() == 3);
        assertThat(caller.counts().outstanding()).isEqualTo(1);
        assertThat(others).noneMatch(CompletableFuture::isDone);
        stage().worker.letGo();

        assertThat(Await.result(first).done()).isEqualTo(new Done("hang"));
        others.forEach(each -> assertThat(Await.result(each).done()).isEqualTo(new Done("next")));
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("hang", "next", "next", "next", "ok");
    }
}
