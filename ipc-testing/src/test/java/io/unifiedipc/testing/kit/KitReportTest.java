package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

class KitReportTest {
    static final class NoScenarios extends Kit {
        NoScenarios() {
            super(new MemoryUnderTest());
        }

        @Override
        String folder() {
            return "kit-report";
        }
    }

    /** As a build does that runs failed tests again: else those alone would be in the file. */
    @Test
    void whatIsRunAgainIsAddedToTheFirstRun() throws Exception {
        run("everyScenarioIsTheKitsOwn");
        run("everyClaimCanBeTested");
        assertThat(Files.readAllLines(Path.of("target", "kit-report", "memory.csv")))
                .contains("Kit,everyScenarioIsTheKitsOwn,1,0,", "Kit,everyClaimCanBeTested,1,0,");
    }

    private static void run(String method) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(NoScenarios.class, method))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.succeeded(1));
    }
}
