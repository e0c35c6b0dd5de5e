package io.unifiedipc.resilience.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final String OPENS = "payments circuit-breaker : closed > open";
    private static final String TRIES = "payments circuit-breaker : open > half-open";
    private static final String CLOSES = "payments circuit-breaker : half-open > closed";
    private static final String OPENS_AGAIN = "payments circuit-breaker : half-open > open";

    @Test
    void byDefaultItOpensWhereHalfOfTwentyCallsOrMoreHaveFailed() {
        Bench bench = new Bench();
        bench.run(19, false);
        assertThat(bench.changes).as("too few to judge by").isEmpty();
        bench.run(1, true);
        assertThat(bench.changes).containsExactly(OPENS);

        Bench well = new Bench();
        well.run(51, true);
        well.run(49, false);
        assertThat(well.changes).as("49 of 100").isEmpty();
        well.run(50, false);
        assertThat(well.changes)
                .as("those that were well drop out of the window")
                .containsExactly(OPENS);
    }

    @Test
    void whileItIsOpenNothingGoesThroughAndTheFailureSaysWhyAndUntilWhen() {
        Bench bench = new Bench("window", "4");
        bench.run(1, true);
        bench.run(3, false);
        bench.advance(Duration.ofMillis(2_700));

        Call refused = bench.begin();
        IpcException failure = refused.failure();
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(Kind.CIRCUIT_OPEN);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofMillis(7_300));
        assertThat(failure.text())
                .isEqualTo(
                        "'payments' is not called, since its circuit breaker is open: 3 of 4 calls failed, which reaches"
                                + " its failure-rate of 50%; it is tried again in 7300 ms");
        assertThat(refused.reachedLink()).isFalse();
        assertThat(bench.breaker.admits("")).isFalse();
    }

    @Test
    void afterItsTimeSomeCallsGoThroughOnTrialAndCloseIt() {
        Bench bench = new Bench("window", "2", "trials", "3", "open-for", "1s");
        bench.run(2, false);
        assertThat(bench.scheduled).hasSize(1);
        bench.advance(Duration.ofMillis(999));
        assertThat(bench.changes).containsExactly(OPENS);
        bench.advance(Duration.ofMillis(1));
        assertThat(bench.changes).as("without any call").containsExactly(OPENS, TRIES);
        assertThat(bench.breaker.admits("")).isTrue();

        List<Call> trials = List.of(bench.begin(), bench.begin(), bench.begin());
        IpcException refusal = bench.refusal();
        assertThat(refusal).isNotNull();
        assertThat(refusal.kind()).isEqualTo(Kind.CIRCUIT_OPEN);
        assertThat(refusal.executed()).isEqualTo(Executed.NO);
        assertThat(refusal.text()).contains("'payments'", "3 calls", "half-open");
        assertThat(bench.breaker.admits("")).isFalse();

        trials.get(0).fail(Bench.failure(Kind.TIMEOUT));
        trials.get(1).succeed(Envelope.EMPTY);
        assertThat(bench.changes).hasSize(2);
        trials.get(2).succeed(Envelope.EMPTY);
        assertThat(bench.changes).containsExactly(OPENS, TRIES, CLOSES);
        assertThat(bench.scheduled).isEmpty();
        bench.run(1, false);
        assertThat(bench.changes).as("it judges by new calls alone").hasSize(3);
    }

    @Test
    void itOpensAgainAsSoonAsEnoughTrialsHaveFailed() {
        Bench bench = new Bench("window", "2", "trials", "4", "open-for", "1s");
        bench.run(2, false);
        bench.advance(Duration.ofSeconds(1));
        List<Call> trials = List.of(bench.begin(), bench.begin(), bench.begin(), bench.begin());
        trials.get(0).fail(Bench.failure(Kind.FAILED));
        trials.get(1).fail(Bench.failure(Kind.FAILED));
        assertThat(bench.changes).containsExactly(OPENS, TRIES, OPENS_AGAIN);

        bench.advance(Duration.ofSeconds(1));
        assertThat(bench.changes).hasSize(4);
        trials.get(2).fail(Bench.failure(Kind.FAILED));
        trials.get(3).fail(Bench.failure(Kind.FAILED));
        assertThat(bench.changes).as("trials of before say nothing of now").hasSize(4);
        bench.run(4, true);
        assertThat(bench.changes).endsWith(CLOSES);
    }

    @Test
    void aTrialThatSaysNothingGivesItsPlaceToAnother() {
        Bench bench = new Bench("window", "2", "trials", "1", "open-for", "1s");
        bench.run(2, false);
        bench.advance(Duration.ofSeconds(1));
        Call trial = bench.begin();
        trial.abort(Bench.failure(Kind.CANCELLED));
        assertThat(bench.refusal()).as("its work has not ended").isNotNull();
        trial.end();
        Call another = bench.begin();
        assertThat(another.failure()).isNull();
        another.succeed(Envelope.EMPTY);
        assertThat(bench.changes).containsExactly(OPENS, TRIES, CLOSES);
    }

    @Test
    void aTrialThatIsLeftBehindKeepsNobodyOut() {
        Bench bench = new Bench("window", "2", "trials", "1", "open-for", "1s");
        bench.run(2, false);
        bench.advance(Duration.ofSeconds(1));
        Call trial = bench.begin();
        assertThat(bench.refusal()).isNotNull();
        trial.abort(Bench.failure(Kind.TIMEOUT)); // and its work does not end
        assertThat(bench.refusal()).isNotNull();
        assertThat(bench.changes).hasSize(3).last().asString().endsWith("half-open > open");
        bench.advance(Duration.ofSeconds(1));
        bench.run(1, true);
        trial.end();
        assertThat(bench.changes).hasSize(5).last().asString().endsWith("half-open > closed");
    }

    @Test
    void whatBeganBeforeItOpenedChangesNothingAfterwards() {
        Bench bench = new Bench("window", "2", "trials", "2", "open-for", "1s");
        List<Call> early = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            early.add(bench.begin());
        }
        bench.run(2, false);
        bench.advance(Duration.ofSeconds(1));
        early.subList(0, 5).forEach(call -> call.succeed(Envelope.EMPTY));
        early.subList(5, 10).forEach(call -> call.fail(Bench.failure(Kind.TIMEOUT)));
        assertThat(bench.changes).containsExactly(OPENS, TRIES);
    }

    @Test
    void slowCallsOpenItWhereItIsTold() {
        Bench bench = new Bench("window", "4", "slow-rate", "75", "slow-after", "200ms");
        for (int i = 0; i < 4; i++) {
            Call call = bench.begin();
            bench.advance(Duration.ofMillis(i == 0 ? 200 : 201));
            assertThat(bench.changes).isEmpty();
            call.succeed(Envelope.EMPTY);
        }
        assertThat(bench.changes).containsExactly(OPENS);
        IpcException refusal = bench.refusal();
        assertThat(refusal).isNotNull();
        assertThat(refusal.text()).contains("3 of 4 calls were slow", "slow-rate of 75%");
    }

    @Test
    void aWindowOfTimeForgetsWhatIsOlder() {
        Bench bench = new Bench("window-time", "5s", "minimum", "4");
        bench.run(3, false);
        bench.advance(Duration.ofSeconds(6));
        bench.run(3, false);
        assertThat(bench.changes).isEmpty();
        bench.advance(Duration.ofSeconds(4));
        bench.run(1, false);
        assertThat(bench.changes).containsExactly(OPENS);
    }

    @Test
    void aClockThatJumpsFarAheadOnlyEmptiesTheWindow() {
        Bench bench = new Bench("window-time", "2s", "minimum", "2");
        bench.run(1, false);
        bench.advance(Duration.ofDays(400));
        bench.run(1, false);
        assertThat(bench.changes).isEmpty();
        bench.run(1, false);
        bench.advance(Duration.ofDays(400));
        assertThat(bench.changes).containsExactly(OPENS, TRIES);
    }

    @Test
    void eachPlaceIsByItself() {
        Bench bench = new Bench("window", "2");
        for (int i = 0; i < 2; i++) {
            bench.begin("http://a").fail(Bench.failure(Kind.UNREACHABLE));
            bench.begin("http://b").succeed(Envelope.EMPTY);
        }
        assertThat(bench.changes).containsExactly("payments circuit-breaker http://a: closed > open");
        assertThat(bench.breaker.admits("http://a")).isFalse();
        assertThat(bench.breaker.admits("http://b")).isTrue();
        assertThat(bench.begin("http://b").failure()).isNull();
        IpcException refusal = bench.begin("http://a").failure();
        assertThat(refusal).isNotNull();
        assertThat(refusal.text()).startsWith("'payments' at http://a is not called");
    }
}
