package io.unifiedipc.testing.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.memory.Faults;
import io.unifiedipc.spi.Address;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.ReturnAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeededFaultsTest {
    private static final int MANY = 2_000;

    private static List<Faults.Fault> drawn(SeededFaults faults, Faults.Step step, Envelope message) {
        List<Faults.Fault> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(faults.at(step, "orders", message));
        }
        return all;
    }

    private static List<Faults.Fault> drawn(SeededFaults faults, Faults.Step step) {
        return drawn(faults, step, Envelope.EMPTY);
    }

    @Test
    void oneSeedIsOneSequence() {
        assertThat(drawn(new SeededFaults(5), Faults.Step.PUBLISH))
                .isEqualTo(drawn(new SeededFaults(5), Faults.Step.PUBLISH))
                .isNotEqualTo(drawn(new SeededFaults(6), Faults.Step.PUBLISH));
    }

    /** What is lost stays lost at the same places, whatever else happens there. */
    @Test
    void oneKindDoesNotShiftAnother() {
        SeededFaults alone = new SeededFaults(5).rates(0).rate(FaultKind.LOST_MESSAGE, 0.1);
        SeededFaults among = new SeededFaults(5).rates(0.5).rate(FaultKind.LOST_MESSAGE, 0.1);

        assertThat(lost(among)).isEqualTo(lost(alone)).hasSizeBetween(MANY / 20, MANY / 5);
    }

    private static List<Integer> lost(SeededFaults faults) {
        List<Integer> lost = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            if (faults.at(Faults.Step.PUBLISH, "orders", Envelope.EMPTY).effect() == Faults.Effect.LOST) {
                lost.add(i);
            }
            faults.next("orders", 3);
            faults.at(Faults.Step.SETTLE, "orders", Envelope.EMPTY);
        }
        return lost;
    }

    @Test
    void eachStepHasItsOwn() {
        assertThat(effects(Faults.Step.PUBLISH, Envelope.EMPTY)).isEqualTo(EnumSet.allOf(Faults.Effect.class));
        assertThat(effects(Faults.Step.DELIVER, Envelope.EMPTY))
                .isEqualTo(EnumSet.of(Faults.Effect.NONE, Faults.Effect.LOST, Faults.Effect.TWICE));
        assertThat(effects(Faults.Step.SETTLE, Envelope.EMPTY))
                .isEqualTo(EnumSet.of(Faults.Effect.NONE, Faults.Effect.LOST));
        assertThat(effects(Faults.Step.REPLY, Envelope.EMPTY)).isEqualTo(EnumSet.allOf(Faults.Effect.class));
    }

    @Test
    void aRequestIsNotDoubledUnlessATestSaysSo() {
        Envelope request = Envelope.EMPTY.answeredAt(ReturnAddress.of(Address.of("inbox-1"), new byte[] {1}));

        assertThat(effects(Faults.Step.PUBLISH, request)).doesNotContain(Faults.Effect.TWICE);
        assertThat(drawn(
                        new SeededFaults(1).rates(0).rate(FaultKind.DUPLICATE_REQUEST, 1),
                        Faults.Step.PUBLISH,
                        request))
                .allMatch(fault -> fault.effect() == Faults.Effect.TWICE);
    }

    private static Set<Faults.Effect> effects(Faults.Step step, Envelope message) {
        Set<Faults.Effect> all = EnumSet.noneOf(Faults.Effect.class);
        drawn(new SeededFaults(1), step, message).forEach(fault -> all.add(fault.effect()));
        return all;
    }

    @Test
    void delaysAreAsLongAsIsSaid() {
        SeededFaults late =
                new SeededFaults(1).rates(0).rate(FaultKind.DELAY, 1).longestDelay(Duration.ofMillis(3));

        assertThat(drawn(late, Faults.Step.DELIVER))
                .allSatisfy(fault -> assertThat(fault.delay()).isBetween(1_000L, 3_000_000L));
    }

    @Test
    void afterTheStopNothingGoesWrong() {
        SeededFaults faults = new SeededFaults(1).rates(1);
        faults.stop();

        assertThat(drawn(faults, Faults.Step.REPLY)).containsOnly(Faults.Fault.NONE);
        assertThat(faults.next("orders", 9)).isZero();
        assertThat(faults.restarts()).isFalse();
    }

    @Test
    void wrongValuesAreNamed() {
        SeededFaults faults = new SeededFaults(1);

        assertThatThrownBy(() -> faults.rate(FaultKind.DELAY, 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the rate of DELAY is 20.0: it goes from 0 to 1");
        assertThatThrownBy(() -> faults.rate(FaultKind.DELAY, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.longestDelay(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
