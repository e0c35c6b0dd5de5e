package io.unifiedipc.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the figures were made on. */
final class Machine {
    private static final double GIB = 1024.0 * 1024 * 1024;
    private static final Path CPUS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Such as "Intel Xeon, 2 cores, 24 GiB, Linux 6.1.0, OpenJDK 17.0.15+6". */
    static String text() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return String.join(
                ", ",
                cpu().orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors() + " cores",
                Math.round(system.getTotalMemorySize() / GIB) + " GiB",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.runtime.name").replace(" Runtime Environment", "") + " "
                        + System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")");
    }

    private static Optional<String> cpu() {
        try (Stream<String> lines = Files.lines(CPUS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // not a Linux: the architecture has to do
        }
    }
}
