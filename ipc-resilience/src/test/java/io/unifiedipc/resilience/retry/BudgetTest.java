package io.unifiedipc.resilience.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much is tried again, and when. */
class BudgetTest {
    private static int spent(Budget budget) {
        int spent = 0;
        while (budget.spend()) {
            spent++;
        }
        return spent;
    }

    @Test
    void itBeginsWithItsReserve() {
        assertThat(spent(new Budget(1))).isEqualTo(Budget.MOST);
    }

    @Test
    void callsEarnTheirShare() {
        Budget budget = new Budget(20);
        assertThat(spent(budget)).isEqualTo(Budget.MOST);
        for (int i = 0; i < 4; i++) {
            budget.earn();
            assertThat(budget.spend()).isFalse();
        }
        budget.earn();
        assertThat(spent(budget)).isEqualTo(1);
    }

    @Test
    void goodTimesFillNoMoreThanTheReserve() {
        Budget budget = new Budget(33);
        for (int i = 0; i < 1_000; i++) {
            budget.earn();
        }
        assertThat(spent(budget)).isEqualTo(Budget.MOST);
    }

    @Test
    void manyThreadsSpendNoMoreThanThereIs() {
        Budget budget = new Budget(50);
        AtomicInteger spent = new AtomicInteger();
        IntStream.range(0, 100_000).parallel().forEach(i -> {
            budget.earn();
            if (budget.spend()) {
                spent.incrementAndGet();
            }
        });
        assertThat(spent.get() + spent(budget)).isBetween(50_000, 50_000 + Budget.MOST);
    }

    @Test
    void thePauseDoublesUpToTheMost() {
        Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofMillis(300));
        RandomGenerator always = new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public long nextLong(long bound) {
                return bound - 1;
            }
        };
        assertThat(IntStream.of(1, 2, 3, 4, 1_000).mapToLong(attempts -> backoff.after(attempts, always) / 1_000_000))
                .containsExactly(50L, 100L, 200L, 300L, 300L);
    }

    @Test
    void chanceSpreadsThePauseOverItsWholeLength() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
        RandomGenerator chance = new SplittableRandom(5);
        long[] pauses = IntStream.range(0, 10_000)
                .mapToLong(i -> backoff.after(1, chance))
                .sorted()
                .toArray();

        assertThat(pauses[0]).isBetween(0L, 1_000_000L);
        assertThat(pauses[5_000]).isBetween(45_000_000L, 55_000_000L);
        assertThat(pauses[9_999]).isBetween(99_000_000L, 100_000_000L);
    }

    @Test
    void theLongestTimesDoNotOverflow() {
        Backoff backoff = new Backoff(Duration.ofDays(100_000), Duration.ofDays(100_000));
        assertThat(backoff.after(100, new SplittableRandom(1))).isNotNegative();
    }
}
