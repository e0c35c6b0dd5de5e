package io.unifiedipc.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.benchmarks.Contender.Side;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A child and its parent speak with each other, to the end of either. */
class ChildTest {
    private static final long PATIENCE_MILLIS = 60_000;

    private final Children children = new Children(Jvm.checking());

    @AfterEach
    void end() {
        children.close();
    }

    @Test
    void makesCallsAndCloses() throws Exception {
        ChildProcess child = open("good", "count", "LongAdder");
        long[] numbers = Lines.numbers(child.ask("run 50", Lines.RUN, PATIENCE_MILLIS), 7);
        assertThat(numbers[0]).as("calls").isPositive();
        assertThat(numbers[1]).as("nanoseconds").isGreaterThan(TimeUnit.MILLISECONDS.toNanos(40));
        assertThat(numbers[4]).as("CPU").isPositive();
        assertThat(child.ask(Lines.CLOSE, Lines.CLOSE, PATIENCE_MILLIS)).isEmpty();
    }

    @Test
    void tellsWhatItAllocates() throws Exception {
        ChildProcess child = open("good", "count", "object");
        long[] numbers = Lines.numbers(child.ask("run 200", Lines.RUN, PATIENCE_MILLIS), 7);
        // Two hundred longs and the header of their array; the harness' own is a little more.
        assertThat(numbers[5] / (double) numbers[0]).isBetween(1616.0, 1616 * 1.2);
    }

    @Test
    void deathIsToldWithItsStatus() throws Exception {
        ChildProcess child = open("bad", "dies", "ours");
        assertThat(failure(child, PATIENCE_MILLIS)).hasMessageContaining("ours (client) ended with status 7");
    }

    @Test
    void failureIsToldWithItsStack() throws Exception {
        ChildFailure failure = failure(open("bad", "throws", "ours"), PATIENCE_MILLIS);
        assertThat(failure).hasMessageContaining("failed: java.lang.IllegalStateException: expected 200, got 500");
        assertThat(failure.output()).contains("at io.unifiedipc.benchmarks.harness.SelfTest.");
    }

    @Test
    void silenceIsToldWithStacks() throws Exception {
        ChildProcess child = open("bad", "hangs", "ours");
        child.ask("run 10", Lines.RUN, PATIENCE_MILLIS);
        ChildFailure failure = failure(child, 2_000);
        assertThat(failure).hasMessageContaining("gave no answer to 'run' within 2000 ms");
        assertThat(failure.output()).contains("SelfTest$Hanging.run");
    }

    @Test
    void endsWhenItsParentDoes() throws Exception {
        Process child = new ProcessBuilder(
                        Jvm.checking().command(new Seat(SelfTest.NAME, "bad", "hangs", "ours", Side.CLIENT, "")))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            child.outputWriter().append("run 10\n").flush();
            assertThat(child.inputReader().readLine()).isEqualTo("> ready ");
            assertThat(child.inputReader().readLine()).startsWith("> run ");
            child.outputWriter().append("run 10\n").flush();
            child.getOutputStream().close();
            assertThat(child.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        } finally {
            child.destroyForcibly();
        }
    }

    private ChildProcess open(String group, String row, String contender) throws Exception {
        ChildProcess child = children.start(new Seat(SelfTest.NAME, group, row, contender, Side.CLIENT, ""));
        child.await(Lines.READY, PATIENCE_MILLIS);
        return child;
    }

    private static ChildFailure failure(ChildProcess child, long millis) {
        return catchThrowableOfType(ChildFailure.class, () -> child.ask("run 10", Lines.RUN, millis));
    }
}
