package io.unifiedipc.resilience.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.testing.sim.Simulation;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The promise of outcomes kept: with all that can get lost, each payment is in the ledger once if its payer knows YES, and not at
 * all if it knows NO. The profile {@code storm} makes it a million; {@code -Dipc.seed=17} runs one seed alone.
 */
class MillionCallsTest {
    private static final int CALLS = Integer.getInteger("ipc.calls", 20_000);
    private static final int EACH = 1_000;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void areInTheLedgerOnce() {
        Tally tally = new Tally();
        Integer only = Integer.getInteger("ipc.seed");
        int seeds = CALLS / EACH;
        long began = System.nanoTime();
        for (int seed = only == null ? 1 : only; seed <= (only == null ? seeds : only); seed++) {
            run(seed, tally);
        }
        System.out.println((only == null ? seeds : 1) * EACH + " payments in "
                + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + " s: " + tally);

        assertThat(tally.after(Executed.MAYBE)).isLessThan(tally.before(Executed.MAYBE) / 10);
        assertThat(tally.after(Executed.YES)).isGreaterThan(tally.before(Executed.YES));
    }

    private static void run(int seed, Tally tally) {
        Simulation world = new Simulation(seed);
        try (Bank bank = new Bank(world, tally)) {
            bank.trade(EACH);
            bank.check();
            world.verify();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + " fails: " + e.getMessage() + "\nthe last steps:\n"
                            + String.join("\n", world.trace().last(30)),
                    e);
        }
    }
}
