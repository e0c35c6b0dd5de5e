package io.unifiedipc.benchmarks.harness;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Tells what this process has used. Not thread-safe. */
final class Meter {
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final @Nullable CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();
    private final Allocation allocation = new Allocation();

    Usage read() {
        long jit = compilation == null ? 0 : compilation.getTotalCompilationTime();
        return new Usage(system.getProcessCpuTime(), allocation.total(), jit);
    }
}
