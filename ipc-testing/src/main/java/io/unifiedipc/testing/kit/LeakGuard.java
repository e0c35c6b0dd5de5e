package io.unifiedipc.testing.kit;

import io.unifiedipc.Ipc;
import io.unifiedipc.testing.Leaks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After each test: nothing is under way in any {@link Ipc} that it watches, and once they are closed no thread of theirs is
 * left and none has died of an exception. Counted per {@code Ipc}, by its service's name, so that tests can run side by side.
 * (Virtual threads can't be listed; their exceptions are seen.)
 */
public final class LeakGuard implements AfterEachCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, Ipc> watched = new LinkedHashMap<>();
    private final Map<String, Leaks> leaks = new LinkedHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    /** Watches an {@code Ipc}, whose service has this name and nobody else's. */
    public synchronized Ipc watch(String service, Ipc ipc) {
        watched.put(service, ipc);
        leaks.put(service, Leaks.watch(service));
        return ipc;
    }

    /** The test leaves this one busy on purpose: closing it is what is tested. */
    public synchronized void mayBeBusy(Ipc ipc) {
        watched.forEach((service, each) -> {
            if (each == ipc) {
                busy.add(service);
            }
        });
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check();
    }

    /**
     * Waits until all that it watches is idle, closes it, and looks for what is left.
     *
     * @throws AssertionError that says all that leaked
     */
    public synchronized void check() {
        List<Throwable> wrong = new ArrayList<>();
        watched.forEach((service, ipc) -> {
            if (!busy.contains(service)) {
                check(wrong, () -> idle(service + " before it is closed", ipc));
            }
        });
        watched.values().forEach(ipc -> check(wrong, ipc::close));
        watched.forEach((service, ipc) -> {
            check(wrong, () -> idle(service + " after it was closed", ipc));
        });
        leaks.values().forEach(each -> each.afterClose(PATIENCE).forEach(leak -> wrong.add(new AssertionError(leak))));
        watched.clear();
        leaks.clear();
        busy.clear();
        if (!wrong.isEmpty()) {
            AssertionError all =
                    new AssertionError("something leaked: " + wrong.get(0).getMessage(), wrong.get(0));
            wrong.subList(1, wrong.size()).forEach(all::addSuppressed);
            throw all;
        }
    }

    private static void idle(String who, Ipc ipc) {
        Await.until(who + " is idle: " + ipc.counts(), () -> {
            Ipc.Counts counts = ipc.counts();
            return counts.outstanding() + counts.waiting() + counts.pendingReplies() + counts.inFlight() == 0;
        });
    }

    private static void check(List<Throwable> wrong, Runnable what) {
        try {
            what.run();
        } catch (RuntimeException | Error e) {
            wrong.add(e);
        }
    }
}
