package io.unifiedipc.kafka.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nothing lost, nothing doubled: commands from two processes to three others while their broker and they themselves are killed. How
 * to run it stands in the root pom's profile {@code storm}; what the processes log is in {@code target/storm*}.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StormTest {
    @Test
    void leavesNoTraceInALog() throws Exception {
        leavesNoTrace(Settings.ofLog());
    }

    @Test
    void leavesNoTraceInAQueue() throws Exception {
        leavesNoTrace(Settings.ofQueue());
    }

    private static void leavesNoTrace(Settings settings) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "storm");
        try (Storm storm = new Storm(settings, folder)) {
            storm.rage();
            storm.calm();

            assertThat(storm.audit()).as("promises broken: see %s", folder).isZero();
            assertThat(storm.brokerKills()).isEqualTo(settings.brokerKills());
            assertThat(storm.consumerKills()).isEqualTo(settings.consumerKills());
        }
    }
}
