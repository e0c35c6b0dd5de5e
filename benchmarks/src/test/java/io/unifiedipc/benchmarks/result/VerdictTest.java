package io.unifiedipc.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.benchmarks.Goal;
import io.unifiedipc.benchmarks.Goal.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final String RAW = "raw";
    private static final long[] REFERENCE = {1000, 1000, 1000, 1000, 1000, 1000, 1000};
    private static final long[] OURS = {900, 910, 920, 930, 940, 950, 960};

    @Test
    void rateIsMetWhereTheIntervalReachesTheBound() {
        Verdict met = verdict(Goal.ratio(Metric.RATE, 0.96, RAW));
        assertThat(met.seen()).isEqualTo(new Interval(0.93, 0.9, 0.96));
        assertThat(met.met()).isTrue();
        assertThat(verdict(Goal.ratio(Metric.RATE, 0.961, RAW)).met()).isFalse();
    }

    @Test
    void timeIsMetWhereTheIntervalReachesTheBound() {
        assertThat(verdict(Goal.ratio(Metric.TIME, 1.042, RAW)).met()).isTrue();
        assertThat(verdict(Goal.ratio(Metric.TIME, 1.041, RAW)).met()).isFalse();
        // 1,000,000 ns a call of the reference, 1,041,667 ns of our fastest round.
        assertThat(verdict(Goal.difference(Metric.TIME, 41_667, RAW)).met()).isTrue();
        assertThat(verdict(Goal.difference(Metric.TIME, 41_666, RAW)).met()).isFalse();
    }

    @Test
    void cpuAndBytesAreMetOutright() {
        double median = 1000 / 930.0;
        assertThat(verdict(Goal.ratio(Metric.CPU, median + 0.001, RAW)).met()).isTrue();
        assertThat(verdict(Goal.ratio(Metric.CPU, median - 0.001, RAW)).met()).isFalse();
        assertThat(verdict(Goal.ratio(Metric.BYTES, 1, RAW)).met()).isTrue();
        assertThat(verdict(Goal.difference(Metric.BYTES, -1, RAW)).met()).isFalse();
    }

    @Test
    void figuresOfOursAreMetOutright() {
        assertThat(verdict(Goal.absolute(Metric.BYTES, 100)).met()).isTrue();
        assertThat(verdict(Goal.absolute(Metric.BYTES, 99)).met()).isFalse();
        assertThat(verdict(Goal.absolute(Metric.RATE, 930)).met()).isTrue();
        assertThat(verdict(Goal.absolute(Metric.RATE, 931)).met()).isFalse();
    }

    @Test
    void roundsArePaired() {
        long[] slowing = {900, 800, 700, 600, 500, 400, 300};
        Figures ours = Results.figures("ours", slowing);
        Interval seen = ours.beside(Results.figures(RAW, slowing), Metric.RATE, Goal.Kind.RATIO);
        assertThat(seen).isEqualTo(new Interval(1, 1, 1));
        assertThatThrownBy(() -> ours.beside(Results.figures(RAW, 1), Metric.RATE, Goal.Kind.RATIO))
                .hasMessageContaining("no pairs");
    }

    @Test
    void noneWhereItFailed() {
        RowResult failed = RowResult.failed(Results.row("row", Goal.absolute(Metric.BYTES, 1)), "it died");
        assertThat(failed.verdicts()).isEmpty();
        assertThat(failed.noisy()).isFalse();
    }

    private static Verdict verdict(Goal goal) {
        RowResult result = RowResult.of(
                Results.row("row", goal),
                List.of(Results.figures("ours", OURS), Results.figures(RAW, REFERENCE)),
                List.of());
        return result.verdicts().get(0);
    }
}
