package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Closes what a test has opened, the latest first, and proves that nothing is left of it: no permit, pending reply or
 * unsettled message before it is closed; no thread, connection or uncaught exception after.
 */
final class LeakGuard implements BeforeEachCallback, AfterEachCallback {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<Ipc> all = new ArrayList<>();
    private final List<Tap> taps = new ArrayList<>();
    private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private Thread.@Nullable UncaughtExceptionHandler before;

    /** Builds it, to be closed at the end. */
    Ipc open(IpcBuilder builder) {
        Ipc ipc = builder.build();
        all.add(ipc);
        opened.push(ipc);
        return ipc;
    }

    /** To be closed at the end. */
    <T extends AutoCloseable> T watch(T resource) {
        opened.push(resource);
        if (resource instanceof Tap tap) {
            taps.add(tap);
        }
        return resource;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            for (Ipc ipc : all) {
                Rig.await("all counts are zero: " + ipc.counts(), () -> idle(ipc.counts()));
            }
        } finally {
            while (!opened.isEmpty()) {
                AutoCloseable next = opened.pop();
                if (!(next instanceof Tap)) {
                    next.close();
                }
            }
        }
        Rig.await("no thread is left: " + threads(), () -> threads().isEmpty());
        for (Tap tap : taps) {
            Rig.await("no connection is left of " + tap.connections(), () -> tap.open() == 0);
            tap.close();
        }
        Thread.setDefaultUncaughtExceptionHandler(before);
        assertThat(uncaught).as("thrown, and caught by nobody").isEmpty();
    }

    private static boolean idle(Ipc.Counts counts) {
        return counts.outstanding() + counts.waiting() + counts.pendingReplies() + counts.inFlight() == 0;
    }

    /** Threads of ours; OkHttp renames them while they work. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("ipc-") || name.startsWith("OkHttp http"))
                .toList();
    }
}
