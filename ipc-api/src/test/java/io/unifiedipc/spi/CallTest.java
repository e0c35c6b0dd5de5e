package io.unifiedipc.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Await;
import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CallTest {
    private static final OperationSpec OPERATION = OperationSpec.of("Work", String.class, String.class);
    private final IpcException timeout = IpcException.of(Kind.TIMEOUT, Executed.MAYBE, "late");
    private final IpcException broken = IpcException.of(Kind.FAILED, Executed.YES, "broken");
    private static final Envelope REPLY = Envelope.of(Headers.EMPTY, new byte[] {1});
    private static final int THREADS = 6;
    private static final ExecutorService POOL = Executors.newFixedThreadPool(THREADS);

    @AfterAll
    static void close() {
        POOL.shutdownNow();
    }

    private static Call call(Call.@Nullable Listener listener) {
        return new Call(
                "orders", OPERATION, Style.REQUEST, REPLY, System.nanoTime(), Delivery.NO_DEADLINE, false, listener);
    }

    private static void together(Runnable... all) {
        CyclicBarrier barrier = new CyclicBarrier(all.length);
        List<Future<?>> futures = new ArrayList<>();
        for (Runnable each : all) {
            futures.add(POOL.submit(() -> {
                barrier.await(5, TimeUnit.SECONDS);
                each.run();
                return null;
            }));
        }
        for (Future<?> future : futures) {
            try {
                future.get(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void abortedBeforeItLeavesNeverLeaves() {
        Call call = call(null);

        assertThat(call.abort(timeout)).isTrue();
        assertThat(call.handOff()).isFalse();
        assertThat(call.failure().executed()).isEqualTo(Executed.NO);
        assertThat(call.abort(broken)).isFalse();
        assertThat(call.succeed(REPLY)).isFalse();
    }

    @Test
    void abortedAfterItLeftIsMaybe() {
        Call call = call(null);
        assertThat(call.handOff()).isTrue();
        assertThat(call.handOff()).isTrue();

        call.abort(timeout.executed(Executed.NO));

        assertThat(call.failure().executed()).isEqualTo(Executed.MAYBE);
    }

    @Test
    void takenBackItMayBeAbortedAsNo() {
        Call call = call(null);
        call.handOff();
        assertThat(call.takeBack()).isTrue();

        call.abort(timeout);

        assertThat(call.failure().executed()).isEqualTo(Executed.NO);
        assertThat(call.handOff()).isFalse();
    }

    @Test
    void hooksRunOnceInReverse() {
        List<String> order = new ArrayList<>();
        Call call = call(c -> order.add("told"));
        for (int i = 1; i <= 5; i++) {
            int number = i;
            call.onEnd(c -> order.add("end" + number));
        }
        call.succeed(REPLY);
        call.end();
        call.fail(broken);
        call.onEnd(c -> order.add("late"));

        assertThat(order).containsExactly("end5", "end4", "end3", "end2", "end1", "told", "late");
    }

    @Test
    void theCancelHookRunsAtOnceWhereItIsTooLate() {
        AtomicInteger runs = new AtomicInteger();
        Call call = call(null);
        call.abort(timeout);
        call.onCancel(runs::incrementAndGet);
        call.onCancel(runs::incrementAndGet);

        assertThat(runs).hasValue(2);
    }

    @Test
    void aNoIsNeverSent() {
        for (int round = 0; round < 20_000; round++) {
            AtomicInteger sent = new AtomicInteger();
            AtomicInteger told = new AtomicInteger();
            AtomicInteger ended = new AtomicInteger();
            AtomicInteger cancelled = new AtomicInteger();
            AtomicInteger won = new AtomicInteger();
            Call call = call(c -> told.incrementAndGet());
            call.onEnd(c -> ended.incrementAndGet());
            together(
                    () -> won.addAndGet(call.abort(timeout) ? 1 : 0),
                    () -> {
                        call.onCancel(cancelled::incrementAndGet);
                        if (call.handOff()) {
                            sent.incrementAndGet();
                            won.addAndGet(call.succeed(REPLY) ? 1 : 0);
                        } else {
                            call.end();
                        }
                    },
                    () -> won.addAndGet(call.abort(broken) ? 1 : 0));

            IpcException failure = call.failure();
            assertThat(won).as("winners").hasValue(1);
            assertThat(told).hasValue(1);
            assertThat(ended).hasValue(1);
            assertThat(cancelled).hasValueLessThanOrEqualTo(1);
            assertThat(failure == null).isEqualTo(call.reply() != null);
            if (failure != null && failure.executed() == Executed.NO) {
                assertThat(sent).hasValue(0);
            }
            if (failure != null && failure.executed() == Executed.MAYBE) {
                assertThat(sent).hasValue(1);
            }
        }
    }

    @Test
    void aNoIsNeverSentAlsoWhereTheDriverGivesBack() {
        for (int round = 0; round < 20_000; round++) {
            AtomicInteger sent = new AtomicInteger();
            Call call = call(null);
            together(() -> call.abort(timeout), () -> {
                for (int i = 0; i < 3; i++) {
                    if (!call.handOff()) {
                        return;
                    }
                    if (!call.takeBack()) {
                        sent.incrementAndGet(); // it could not be taken back, so it may count as sent
                        return;
                    }
                }
                if (call.handOff()) {
                    sent.incrementAndGet();
                }
            });

            assertThat(call.failure()).isNotNull();
            if (call.failure().executed() == Executed.NO) {
                assertThat(sent).hasValue(0);
            }
        }
    }

    @Test
    void anInterruptAbortsAndStaysSet() {
        Call call = call(null);
        Thread.currentThread().interrupt();
        call.await(Clock.SYSTEM);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(call.failure().kind()).isEqualTo(Kind.CANCELLED);
        assertThat(call.failure().executed()).isEqualTo(Executed.NO);
    }

    @Test
    void whoWaitsIsWokenByWhoeverEndsIt() {
        for (int round = 0; round < 5_000; round++) {
            Call call = call(null);
            AtomicInteger woken = new AtomicInteger();
            together(
                    () -> {
                        call.await(Clock.SYSTEM);
                        woken.incrementAndGet();
                    },
                    () -> call.succeed(REPLY));
            assertThat(woken).hasValue(1);
        }
    }

    @Test
    void cancellingACallCancelsItsFurtherAttempt() {
        Call call = call(null);
        Call again = call.again(REPLY, c -> {});
        again.handOff();
        call.abort(timeout);

        Await.until("the attempt is over", again::isDone);
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.failure().executed()).isEqualTo(Executed.MAYBE);
    }

    // ---- attempts

    private static Call attempt(Call call, int number) {
        return call.again(REPLY, number, Delivery.NO_DEADLINE, false, c -> {});
    }

    private static AtomicInteger ends(Call call) {
        AtomicInteger ends = new AtomicInteger();
        call.onEnd(c -> ends.incrementAndGet());
        return ends;
    }

    @Test
    void hooksWaitForTheWorkOfEachAttempt() {
        Call call = call(null);
        AtomicInteger ends = ends(call);
        Call one = attempt(call, 1);
        one.handOff();
        one.abort(timeout);
        Call two = attempt(call, 2);
        two.handOff();
        two.succeed(REPLY);
        assertThat(ends).as("nobody has ended the call").hasValue(0);

        call.succeed(REPLY);
        assertThat(ends).as("the first one's work goes on").hasValue(0);
        assertThat(call.isDone()).isTrue();
        one.end();
        one.end();
        assertThat(ends).hasValue(1);
    }

    @Test
    void theCallEndsWithItsAttemptOrAfterIt() {
        Call first = call(null);
        AtomicInteger ends = ends(first);
        attempt(first, 1).fail(broken);
        assertThat(ends).hasValue(0);
        first.fail(broken);
        first.end();
        assertThat(ends).hasValue(1);
    }

    @Test
    void anAttemptThatNeverLeftIsNo() {
        Call call = call(null);
        Call one = attempt(call, 1);
        call.abort(timeout);

        assertThat(call.failure().executed()).isEqualTo(Executed.NO);
        assertThat(one.failure().executed()).isEqualTo(Executed.NO);
        assertThat(one.failure().kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(one.handOff()).isFalse();
    }

    @Test
    void anAttemptThatHasLeftMakesItsCallMaybe() {
        Call call = call(null);
        Call one = attempt(call, 1);
        Call inner = attempt(one, 1);
        assertThat(inner.handOff()).isTrue();
        call.abort(timeout);

        assertThat(List.of(
                        call.failure().executed(),
                        one.failure().executed(),
                        inner.failure().executed()))
                .containsOnly(Executed.MAYBE);
    }

    @Test
    void anAttemptCannotLeaveWhenItsCallIsWithdrawn() {
        Call call = call(null);
        Call one = attempt(call, 1);
        one.onCancel(() -> {});
        call.abort(timeout);
        assertThat(one.handOff()).isFalse();
        assertThat(one.takeBack()).isFalse();
    }

    @Test
    void betweenAttemptsOnlyTheFirstIsTakenBackWithItsCall() {
        Call call = call(null);
        Call one = attempt(call, 1);
        one.handOff();
        assertThat(one.takeBack()).isTrue();
        assertThat(call.executedSoFar()).isEqualTo(Executed.NO);
        one.handOff();
        one.fail(timeout);

        Call two = attempt(call, 2);
        two.handOff();
        assertThat(two.takeBack()).isTrue();
        assertThat(call.executedSoFar()).as("the first may have run").isEqualTo(Executed.MAYBE);
    }

    @Test
    void anAttemptAtACallThatIsOverIsOver() {
        Call failed = call(null);
        failed.abort(timeout);
        Call late = attempt(failed, 2);
        assertThat(late.failure().kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(late.handOff()).isFalse();

        Call answered = call(null);
        AtomicInteger ends = ends(answered);
        answered.succeed(REPLY);
        Call later = attempt(answered, 2);
        assertThat(later.failure().kind()).isEqualTo(Kind.CANCELLED);
        assertThat(later.failure().executed()).isEqualTo(Executed.NO);
        later.end();
        assertThat(ends).as("once").hasValue(1);
    }

    @Test
    void anAnswerFromElsewhereEndsTheAttempt() {
        Call call = call(null);
        AtomicInteger ends = ends(call);
        Call one = attempt(call, 1);
        AtomicInteger cancelled = new AtomicInteger();
        one.onCancel(cancelled::incrementAndGet);
        one.handOff();

        call.succeed(REPLY);
        assertThat(cancelled).hasValue(1);
        assertThat(one.failure().executed()).isEqualTo(Executed.MAYBE);
        assertThat(ends).hasValue(0);
        one.end();
        assertThat(ends).hasValue(1);
    }

    @Test
    void aDeadlineSaysWhatHasSetIt() {
        long now = System.nanoTime();
        Call call = new Call("orders", OPERATION, Style.REQUEST, REPLY, now, now + 2_000_000_000L, false, null);
        Call one = call.again(REPLY, 1, now + 500_000_000L, false, "500 ms, the share: raise it", c -> {});
        Call inner = one.again(REPLY, 1, now + 500_000_000L, false, c -> {});
        inner.note("it was accepted");
        inner.run();
        call.run();

        assertThat(inner.failure().text())
                .isEqualTo("'orders' gave no answer to Work within 500 ms, the share: raise it; it was accepted");
        assertThat(call.failure().text())
                .contains("within 2000 ms: raise its timeout")
                .endsWith("it was accepted");
    }

    @Test
    void attemptsAndAbortsRace() {
        for (int round = 0; round < 10_000; round++) {
            Call call = call(null);
            AtomicInteger ends = ends(call);
            AtomicInteger told = new AtomicInteger();
            List<Call> made = new ArrayList<>();
            together(() -> call.abort(timeout), () -> {
                for (int number = 1; number <= 3; number++) {
                    Call attempt = call.again(REPLY, number, Delivery.NO_DEADLINE, false, c -> told.incrementAndGet());
                    made.add(attempt);
                    attempt.onCancel(attempt::end);
                    if (!attempt.handOff()) {
                        attempt.end(); // its outcome comes with that of the call, and no other follows before
                        break;
                    } else if (number < 3) {
                        attempt.fail(timeout);
                    }
                }
                call.end();
            });

            Await.until("all is over", () -> made.stream().allMatch(Call::isDone));
            assertThat(told).hasValue(made.size());
            assertThat(ends).hasValue(1);
        }
    }
}
