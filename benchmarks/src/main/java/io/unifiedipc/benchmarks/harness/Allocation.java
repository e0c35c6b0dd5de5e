package io.unifiedipc.benchmarks.harness;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that this process has allocated. From JDK 21 on the JVM tells; before, it is the sum over the threads that are alive at a
 * reading, so a thread that begins and ends between two readings is missed. Not thread-safe.
 */
final class Allocation {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final @Nullable Method whole = whole();
    private Map<Long, Long> seen = Map.of();
    private long total;

    private static @Nullable Method whole() {
        try {
            return ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
        } catch (NoSuchMethodException e) {
            return null; // JDK 20 or older
        }
    }

    /** Never less than at the reading before. */
    long total() {
        if (whole == null) {
            return overThreads();
        }
        try {
            return (Long) whole.invoke(threads);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the JVM does not tell what it has allocated", e);
        }
    }

    long overThreads() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> now = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) { // else it has just ended
                total += bytes[i] - seen.getOrDefault(ids[i], 0L);
                now.put(ids[i], bytes[i]);
            }
        }
        seen = now;
        return total;
    }
}
