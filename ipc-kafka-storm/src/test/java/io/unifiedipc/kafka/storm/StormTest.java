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
class StormTest {
    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void leavesNoTrace() throws Exception {
        Settings settings = Settings.ofProperties();
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
