package io.unifiedipc.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.benchmarks.result.Statistics;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final AtomicLong millis = new AtomicLong();

    private long nanoTime() {
        return TimeUnit.MILLISECONDS.toNanos(millis.get());
    }

    @Test
    void quickOneEndsInTimeHoweverMuchThereIs() {
        for (int rows : new int[] {1, 5, 30}) {
            millis.set(0);
            int contenders = rows * 4;
            Schedule schedule = Schedule.within(Schedule.QUICK_MILLIS, contenders, this::nanoTime);
            for (int row = 0; row < rows; row++) {
                schedule.opening();
                millis.addAndGet(4_000);
                Pace pace = schedule.opened(4);
                assertThat(pace.rounds()).isGreaterThanOrEqualTo(Statistics.FEWEST);
                millis.addAndGet(4 * (pace.warmMillis() + pace.rounds() * pace.sliceMillis()));
                schedule.closed(4);
            }
            // The shortest slices may be longer than what is left; what is over fits into the five minutes.
            assertThat(millis.get()).isLessThan(Schedule.QUICK_MILLIS + 10_000);
        }
    }

    @Test
    void quickOneTellsWhatIsLeft() {
        Schedule much = Schedule.within(Schedule.QUICK_MILLIS, 100, this::nanoTime);
        assertThat(much.leftMillis()).isEqualTo(Schedule.QUICK_MILLIS);
        millis.set(100_000);
        assertThat(much.leftMillis()).isEqualTo(Schedule.QUICK_MILLIS - 100_000);
        assertThat(Schedule.within(Schedule.QUICK_MILLIS, 2, this::nanoTime).leftMillis())
                .isLessThan(30_000);
    }

    @Test
    void fullOneLearnsFromTheRowsThatAreDone() {
        Schedule schedule = Schedule.full(10, this::nanoTime);
        schedule.opening();
        assertThat(schedule.opened(5)).isEqualTo(Pace.FULL);
        millis.set(50_000);
        schedule.closed(5);
        schedule.opening();
        assertThat(schedule.leftMillis()).isEqualTo(50_000);
    }

    @Test
    void timeIsToldAsAPersonSaysIt() {
        assertThat(Progress.about(59_000)).isEqualTo("less than a minute");
        assertThat(Progress.about(270_000)).isEqualTo("about 5 min");
    }
}
