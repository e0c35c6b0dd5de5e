package io.unifiedipc.resilience.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.resilience4j.core.metrics.LockFreeFixedSizeSlidingWindowMetrics;
import io.github.resilience4j.core.metrics.Metrics.Outcome;
import io.github.resilience4j.core.metrics.Snapshot;
import io.unifiedipc.testing.kit.Await;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountWindowTest {
    private static final int THREADS = 4;

    private static Tally held(@Nullable Tally answer, int calls) {
        return answer == null ? new Tally(calls, 0, 0) : answer;
    }

    /** Through stretches of good and bad times, so that it is also full of good ones at times. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 63, 64, 65, 100})
    void countsAsTheWindowOfResilience4jDoes(int size) {
        Random random = new Random(size);
        CountWindow ours = new CountWindow(size);
        var theirs = new LockFreeFixedSizeSlidingWindowMetrics(size);
        int wellAndFull = 0;
        for (int i = 0; i < 20_000; i++) {
            int trouble = (i / (3 * size)) % 3 * 30; // percent
            boolean failed = random.nextInt(100) < trouble;
            boolean slow = random.nextInt(100) < trouble / 2;
            Tally tally = ours.add(failed, slow);
            Snapshot expected = theirs.record(0, TimeUnit.NANOSECONDS, outcome(failed, slow));
            assertThat(held(tally, Math.min(i + 1, size)))
                    .as("after call %s", i)
                    .isEqualTo(new Tally(
                            expected.getTotalNumberOfCalls(),
                            expected.getNumberOfFailedCalls(),
                            expected.getTotalNumberOfSlowCalls()));
            assertThat(tally == null)
                    .isEqualTo(expected.getNumberOfFailedCalls() + expected.getTotalNumberOfSlowCalls() == 0);
            wellAndFull += tally == null && i >= size ? 1 : 0;
        }
        assertThat(wellAndFull).isGreaterThan(1_000);
    }

    private static Outcome outcome(boolean failed, boolean slow) {
        return failed ? (slow ? Outcome.SLOW_ERROR : Outcome.ERROR) : (slow ? Outcome.SLOW_SUCCESS : Outcome.SUCCESS);
    }

    @RepeatedTest(10)
    void manyThreadsLoseNoCall() {
        CountWindow window = new CountWindow(100_000);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            all.add(Await.running(() -> {
                for (int n = 0; n < 10_000; n++) {
                    window.add((n + thread) % 2 == 0, n % 5 == 0);
                }
            }));
        }
        all.forEach(Await::result);
        assertThat(window.add(true, false))
                .isEqualTo(new Tally(THREADS * 10_000 + 1, THREADS * 5_000 + 1, THREADS * 2_000));
    }

    /** One thread fails in turns, while others add good calls past the lock. */
    @RepeatedTest(10)
    void whatFailedCountsAlsoWhereOthersAreWellAtThatTime() {
        int size = 20;
        CountWindow window = new CountWindow(size);
        List<CompletableFuture<Void>> good = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            good.add(Await.running(() -> {
                for (int n = 0; n < 20_000; n++) {
                    Tally tally = window.add(false, false);
                    assertThat(tally == null || (tally.failed() > 0 && tally.failed() <= tally.calls()))
                            .isTrue();
                }
            }));
        }
        for (int n = 0; n < 20_000; n++) {
            Tally tally = window.add(true, false);
            assertThat(tally).isNotNull();
            assertThat(tally.failed()).isPositive();
        }
        good.forEach(Await::result);
        for (int n = 0; n < size - 1; n++) {
            window.add(true, false);
        }
        assertThat(window.add(true, false)).isEqualTo(new Tally(size, size, 0));
        for (int n = 1; n < size; n++) {
            assertThat(window.add(false, false)).isEqualTo(new Tally(size, size - n, 0));
        }
        assertThat(window.add(false, false)).isNull();
    }

    @Test
    void whileAllAreWellACallAllocatesNothing() {
        CountWindow window = new CountWindow(100);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        add(window, 1_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        add(window, 100_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    private static void add(CountWindow window, int calls) {
        for (int i = 0; i < calls; i++) {
            window.add(false, false);
        }
    }
}
