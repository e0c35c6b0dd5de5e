package io.unifiedipc.testing.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class SeedsTest {
    private static final List<Long> RAN = new ArrayList<>();

    static class Orders {
        @Seeds(200)
        void passes(Simulation world, TestInfo info) {
            assertThat(info.getDisplayName()).startsWith("passes");
            RAN.add(world.seed());
        }

        @Seeds
        void failsAtFour(Simulation world) {
            RAN.add(world.seed());
            world.trace().add("", "something happens");
            assertThat(world.seed()).isNotEqualTo(4);
        }

        @Seeds(3)
        void assumes(Simulation world) {
            abort("not on this machine");
        }

        @Seeds(3)
        void swallows(Simulation world) throws InterruptedException {
            Thread stranger = new Thread(
                    () -> {
                        try {
                            world.run();
                        } catch (IllegalStateException e) {
                            // what an application's own thread might do
                        }
                    },
                    "stranger");
            stranger.start();
            stranger.join();
        }

        @Seeds(0)
        void hasNone(Simulation world) {}

        @Seeds
        void takesNone() {}
    }

    @BeforeEach
    @AfterEach
    void forget() {
        RAN.clear();
        System.clearProperty(Seeds.SEED);
    }

    private static Events selected(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Orders.class.getName() + "#" + method))
                .execute()
                .testEvents();
    }

    private static Events run(String method) {
        return selected(method + "(" + Simulation.class.getName() + ")");
    }

    private static String failure(Events events) {
        assertThat(events.failed().count()).isEqualTo(1);
        return events.failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachSeedRunsOnceAndAllAreOneTest() {
        Events events = selected("passes(" + Simulation.class.getName() + "," + TestInfo.class.getName() + ")");

        assertThat(events.succeeded().count()).isEqualTo(1);
        assertThat(RAN).isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void theFirstThatFailsSaysHowItIsReplayed() {
        String text = failure(run("failsAtFour"));

        assertThat(RAN).containsExactly(1L, 2L, 3L, 4L);
        assertThat(text)
                .startsWith("seed 4 fails: ")
                .contains("replay: ./mvnw test -pl ipc-testing -am -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dtest='SeedsTest$Orders#failsAtFour' -Dipc.seed=4\n")
                .endsWith("something happens");
    }

    @Test
    void onlyTheSeedThatIsAskedForRuns() {
        System.setProperty(Seeds.SEED, "-4711");

        assertThat(run("failsAtFour").succeeded().count()).isEqualTo(1);
        assertThat(RAN).containsExactly(-4711L);
    }

    @Test
    void anAssumptionIsNoFailure() {
        assertThat(run("assumes").aborted().count()).isEqualTo(1);
    }

    @Test
    void whatTheTestSwallowsFailsItNevertheless() {
        assertThat(failure(run("swallows"))).startsWith("seed 1 fails: ").contains("thread 'stranger'");
    }

    @Test
    void wrongValuesAreNamed() {
        assertThat(failure(run("hasNone"))).contains("@Seeds(0)", "at least one seed");
        assertThat(failure(selected("takesNone()"))).contains("takes no Simulation");
        System.setProperty(Seeds.SEED, "abc");
        assertThat(failure(run("failsAtFour")))
                .contains("-Dipc.seed=abc is no seed")
                .contains("-Dipc.seed=4711");
    }
}
