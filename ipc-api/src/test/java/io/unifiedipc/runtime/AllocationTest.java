package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What one request in memory may allocate, over all threads that take part. Measured in a process of its own, warmed up. The
 * limits are about a tenth above what was measured: who raises one says why.
 */
class AllocationTest {
    /** Bytes per call, {@code byte[]} to {@code byte[]}, by a caller that waits. */
    enum Way {
        /** A non-blocking handler, which runs on the caller's thread. */
        INLINE(620, 620),
        /** An ordinary handler, which runs on a worker; from JDK 21 on that is a virtual thread, made for it. */
        WORKER(690, 1_280);

        final int limit;

        Way(int pooled, int virtual) {
            limit = Runtime.version().feature() < 21 ? pooled : virtual;
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void oneCallAllocatesNoMoreThanItMay(Way way) throws Exception {
        int bytes = measure(way);
        System.out.println("allocation: " + bytes + " bytes per call, " + way + ", limit " + way.limit + ", JDK "
                + Runtime.version().feature());

        assertThat(bytes).isPositive().isLessThanOrEqualTo(way.limit);
    }

    private static int measure(Way way) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(
                        java,
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(),
                        AllocationProbe.class.getName(),
                        way.name()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(out).isZero();
            return Integer.parseInt(out.strip());
        } finally {
            process.destroyForcibly();
        }
    }

    /** Surefire may hand the class path over in a jar's manifest; then this is that jar. */
    private static String classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        assertThat(path).contains(File.pathSeparator);
        return path;
    }

    @Test
    void thisMachineCanCount() {
        assertThat(ManagementFactory.getThreadMXBean()).isInstanceOf(com.sun.management.ThreadMXBean.class);
    }
}
