package io.unifiedipc.resilience.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.testing.kit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many threads at one breaker. */
class RaceTest {
    private static final int THREADS = 8;

    private static void atOnce(IntConsumer what) {
        CyclicBarrier barrier = new CyclicBarrier(THREADS);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            all.add(Await.running(() -> {
                try {
                    barrier.await();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                what.accept(thread);
            }));
        }
        all.forEach(Await::result);
    }

    @RepeatedTest(10)
    void ofManyFailuresAtOnceOneOpensIt() {
        Bench bench = new Bench("window", "100", "minimum", "50");
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < THREADS * 50; i++) {
            calls.add(bench.begin());
        }
        atOnce(thread ->
                calls.subList(thread * 50, thread * 50 + 50).forEach(call -> call.fail(Bench.failure(Kind.TIMEOUT))));
        assertThat(bench.changes).containsExactly("payments circuit-breaker : closed > open");
        assertThat(bench.scheduled).hasSize(1);
    }

    @RepeatedTest(10)
    void neverMoreTrialsThanItIsTold() {
        Bench bench = new Bench("window", "2", "trials", "3", "open-for", "1s");
        bench.run(2, false);
        bench.advance(Duration.ofSeconds(1));
        AtomicInteger through = new AtomicInteger();
        atOnce(thread -> {
            for (int i = 0; i < 100; i++) {
                Call call = bench.begin();
                if (call.failure() == null) {
                    through.incrementAndGet();
                }
            }
        });
        assertThat(through).hasValue(3);
    }

    @RepeatedTest(3)
    void statesFollowEachOtherAlsoWhereEverythingHappensAtOnce() {
        Bench bench = new Bench("window", "4", "trials", "2", "open-for", "1ms");
        atOnce(thread -> {
            for (int i = 0; i < 150; i++) {
                Call call = bench.begin();
                if (call.failure() == null && (i + thread) % 3 == 0) {
                    call.succeed(Envelope.EMPTY);
                } else if (call.failure() == null) {
                    call.fail(Bench.failure(Kind.CONNECTION_LOST));
                } else {
                    bench.advance(Duration.ofMillis(1));
                }
            }
        });
        String state = "closed";
        for (String change : bench.changes) {
            assertThat(change).startsWith("payments circuit-breaker : " + state + " > ");
            state = change.substring(change.lastIndexOf(' ') + 1);
        }
        assertThat(bench.changes).hasSizeGreaterThan(2);
    }

    @Test
    void whoHearsOfAChangeMayCallAndChangeItAgain() {
        Bench bench = new Bench("window", "2", "trials", "1", "open-for", "1s");
        AtomicInteger deep = new AtomicInteger();
        bench.atChange = () -> {
            assertThat(deep.incrementAndGet())
                    .as("one change is told at a time")
                    .isEqualTo(1);
            if (bench.changes.size() < 20) {
                bench.advance(Duration.ofSeconds(1));
                bench.run(2, false);
            }
            deep.decrementAndGet();
        };
        bench.run(2, false);
        assertThat(bench.changes).hasSizeGreaterThanOrEqualTo(20);
    }
}
