package io.unifiedipc.testing.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise: one seed is one run, everywhere; other seeds are other runs; and in each of them nothing is lost. */
class ThousandSeedsTest {
    private static final int SEEDS = 1_000;
    private static final int DISTINCT = 990;

    @TempDir
    Path directory;

    @Test
    void areTheSameInTwoVirtualMachines() throws IOException, InterruptedException {
        Process one = start("one");
        Process other = start("other");
        try {
            List<String> digests = digests(one, "one");

            assertThat(digests).isEqualTo(digests(other, "other")).hasSize(SEEDS);
            assertThat(Set.copyOf(digests)).hasSizeGreaterThanOrEqualTo(DISTINCT);
        } finally {
            one.destroyForcibly();
            other.destroyForcibly();
        }
    }

    private Process start(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // so short a run is over before the better compiler has paid off
                        "-XX:+UseSerialGC",
                        "-Dorg.slf4j.simpleLogger.log.io.unifiedipc=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Digests.class.getName(),
                        String.valueOf(SEEDS),
                        directory.resolve(name).toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
    }

    private List<String> digests(Process process, String name) throws IOException, InterruptedException {
        assertThat(process.waitFor(15, TimeUnit.MINUTES))
                .as(name + " has ended")
                .isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve(name + ".log")))
                .isZero();
        return Files.readAllLines(directory.resolve(name));
    }
}
