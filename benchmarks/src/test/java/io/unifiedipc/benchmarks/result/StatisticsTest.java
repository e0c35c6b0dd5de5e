package io.unifiedipc.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void medianOfOddAndEvenCounts() {
        assertThat(Statistics.median(3, 1, 2)).isEqualTo(2);
        assertThat(Statistics.median(4, 1, 3, 2)).isEqualTo(2.5);
        assertThatThrownBy(Statistics::median).hasMessageContaining("no median of no values");
    }

    /** The ranks that tables of the sign test have for 95%. */
    @Test
    void ranksAreThoseOfTheTables() {
        assertThat(IntStream.of(5, 6, 8, 9, 10, 11, 12, 15, 20, 25, 50).map(Statistics::rank))
                .containsExactly(0, 1, 1, 2, 2, 2, 3, 4, 6, 8, 18);
        assertThat(Statistics.rank(Statistics.FEWEST)).isEqualTo(1);
        assertThat(Statistics.rank(Statistics.FEWEST - 1)).isZero();
    }

    @Test
    void intervalOfElevenIsFromTheSecondToTheTenth() {
        double[] values = DoubleStream.of(11, 3, 5, 1, 9, 7, 2, 10, 4, 8, 6).toArray();
        assertThat(Statistics.interval(values)).isEqualTo(new Interval(6, 2, 10));
        assertThat(values).as("as it was").startsWith(11, 3, 5);
    }

    @Test
    void fewValuesHaveAllBetween() {
        assertThat(Statistics.interval(2, 1, 3)).isEqualTo(new Interval(2, 1, 3));
        assertThat(Statistics.interval(2)).isEqualTo(new Interval(2, 2, 2));
    }

    /** Of many samples with a known median, 95 of 100 intervals at least hold it. */
    @Test
    void intervalsHoldTheMedianAsOftenAsTheySay() {
        Random random = new Random(1);
        long held = IntStream.range(0, 10_000)
                .mapToObj(i -> Statistics.interval(
                        random.doubles(11).map(x -> -Math.log(x)).toArray()))
                .filter(interval -> interval.low() <= Math.log(2) && Math.log(2) <= interval.high())
                .count();
        assertThat(held / 10_000.0).isCloseTo(0.988, within(0.01));
    }

    @Test
    void noisyIsWiderThanAFifth() {
        assertThat(new Interval(1, 0.91, 1.1).noisy()).isFalse();
        assertThat(new Interval(1, 0.89, 1.11).noisy()).isTrue();
        assertThat(new Interval(Double.NaN, Double.NaN, Double.NaN).noisy()).isTrue();
    }
}
