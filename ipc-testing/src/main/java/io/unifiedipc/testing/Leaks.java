package io.unifiedipc.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one service, known by their names: whether one died of an exception, and whether one is left after the end.
 * Services of one name in several worlds at a time can't be told apart, and then threads that are left are not looked for.
 * (Virtual threads can't be listed.)
 */
public final class Leaks {
    private static final long POLL_NANOS = 200_000;

    /** How many worlds have a service of this name now, and how many have had. */
    private record Namesakes(int now, int ever) {}

    private static final Map<String, Namesakes> NAMESAKES = new ConcurrentHashMap<>();
    private static final List<Leaks> WATCHING = new CopyOnWriteArrayList<>();
    private static Thread.@Nullable UncaughtExceptionHandler before;

    private final String prefix;
    private final List<String> uncaught = new CopyOnWriteArrayList<>();

    private Leaks(String service) {
        prefix = "ipc-" + service + "-";
    }

    /** Watches from now on, until {@link #afterClose}; any thread. */
    public static Leaks watch(String service) {
        Leaks leaks = new Leaks(service);
        NAMESAKES.merge(leaks.prefix, new Namesakes(1, 1), (old, one) -> new Namesakes(old.now + 1, old.ever + 1));
        synchronized (Leaks.class) {
            if (WATCHING.isEmpty()) {
                before = Thread.getDefaultUncaughtExceptionHandler();
                Thread.setDefaultUncaughtExceptionHandler(Leaks::heard);
            }
            WATCHING.add(leaks);
        }
        return leaks;
    }

    private static void heard(Thread thread, Throwable failure) {
        for (Leaks each : WATCHING) {
            if (thread.getName().startsWith(each.prefix)) {
                each.uncaught.add("thread " + thread.getName() + " died of " + failure);
            }
        }
        Thread.UncaughtExceptionHandler next = before;
        if (next != null) {
            next.uncaughtException(thread, failure);
        } else {
            failure.printStackTrace(); // as the JVM would have done
        }
    }

    /** What is wrong when its service is closed, whose threads may take so long to end; it watches no more. */
    public List<String> afterClose(Duration within) {
        List<String> wrong = new ArrayList<>();
        Namesakes from = NAMESAKES.getOrDefault(prefix, new Namesakes(1, 1));
        List<String> left = threads();
        long start = System.nanoTime();
        while (!left.isEmpty() && System.nanoTime() - start < within.toNanos()) {
            LockSupport.parkNanos(POLL_NANOS);
            left = threads();
        }
        if (from.now == 1 && from.equals(NAMESAKES.get(prefix)) && !left.isEmpty()) {
            wrong.add("threads are left after closing: " + left);
        }
        wrong.addAll(uncaught);
        forget();
        return wrong;
    }

    /** Watches no more. */
    void forget() {
        synchronized (Leaks.class) {
            if (WATCHING.remove(this)) {
                NAMESAKES.computeIfPresent(prefix, (name, old) -> new Namesakes(old.now - 1, old.ever));
                if (WATCHING.isEmpty()) {
                    Thread.setDefaultUncaughtExceptionHandler(before);
                }
            }
        }
    }

    private List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }
}
