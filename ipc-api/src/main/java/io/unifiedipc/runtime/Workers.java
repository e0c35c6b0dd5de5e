package io.unifiedipc.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where handlers run: virtual threads where the JDK has them, from 21 on, and a pool otherwise. */
final class Workers {
    private static final int MOST_TIMED = 256;

    private Workers() {}

    static ExecutorService start(String service, int most) {
        String prefix = "ipc-" + service + "-worker-";
        return Runtime.version().feature() >= 21 ? virtual(prefix) : pool(prefix, most);
    }

    /**
     * Where timers run what is due. Apart from the handlers, so that a deadline passes also while every worker hangs; what an
     * application chained to a future may block here, and so many times before the timer itself has to wait.
     */
    static ExecutorService timed(String service, ExecutorService workers) {
        if (Runtime.version().feature() >= 21) {
            return workers;
        }
        return new ThreadPoolExecutor(
                0,
                MOST_TIMED,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                threads("ipc-" + service + "-timed-"),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /** What waits here is bounded by the windows of the channels, not by this queue. */
    private static ExecutorService pool(String prefix, int most) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads(prefix));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory threads(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** {@code Thread.ofVirtual().name(prefix, 1).factory()}, in words that Java 17 compiles. */
    private static ExecutorService virtual(String prefix) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
            MethodHandle name =
                    lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class, long.class));
            MethodHandle factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
            ThreadFactory threads = (ThreadFactory) factory.invoke(name.invoke(ofVirtual.invoke(), prefix, 1L));
            MethodHandle perTask = lookup.findStatic(
                    Executors.class,
                    "newThreadPerTaskExecutor",
                    MethodType.methodType(ExecutorService.class, ThreadFactory.class));
            return (ExecutorService) perTask.invoke(threads);
        } catch (Throwable e) {
            throw new LinkageError("this JDK says that it is " + Runtime.version() + " but has no virtual threads", e);
        }
    }
}
