package io.unifiedipc.http.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What must be known about threads. */
final class Threads {
    /**
     * {@code Thread.isVirtual}, where a virtual thread that blocks inside a monitor holds on to its carrier: the JDKs from 21
     * to 23. Null on all others, where there are none or they may block anywhere.
     */
    private static final @Nullable MethodHandle IS_VIRTUAL =
            isVirtual(Runtime.version().feature());

    private Threads() {}

    /** Whether OkHttp may do a blocking exchange on the calling thread: it locks while it connects and reads. */
    static boolean currentMayBlock() {
        if (IS_VIRTUAL == null) {
            return true;
        }
        try {
            return !(boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
        } catch (Throwable e) {
            return false;
        }
    }

    /** Makes daemons that are numbered below a name. */
    static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static @Nullable MethodHandle isVirtual(int jdk) {
        if (jdk < 21 || jdk > 23) {
            return null;
        }
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
