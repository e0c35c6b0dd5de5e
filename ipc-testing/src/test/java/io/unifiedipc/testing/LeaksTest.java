package io.unifiedipc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The guard that every scenario and every application's test stands under can fail. */
class LeaksTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @Test
    void aThreadThatIsLeftIsNamed() throws InterruptedException {
        Leaks leaks = Leaks.watch("leaky");
        Leaks others = Leaks.watch("tidy");
        Thread left = new Thread(
                () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        LockSupport.park();
                    }
                },
                "ipc-leaky-worker-1");
        left.start();
        try {
            assertThat(leaks.afterClose(AT_ONCE))
                    .singleElement()
                    .asString()
                    .contains("threads are left", "ipc-leaky-worker-1");
            assertThat(others.afterClose(AT_ONCE)).isEmpty();
        } finally {
            left.interrupt();
            left.join();
        }
    }

    @Test
    void aThreadThatDiedIsNamedAndWhoeverListenedBeforeStillHears() throws InterruptedException {
        List<Throwable> heard = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> heard.add(failure));
        try {
            Leaks leaks = Leaks.watch("dying");
            Thread dies = new Thread(
                    () -> {
                        throw new IllegalStateException("nobody catches this");
                    },
                    "ipc-dying-worker-1");
            dies.start();
            dies.join();

            assertThat(leaks.afterClose(AT_ONCE))
                    .singleElement()
                    .asString()
                    .contains("ipc-dying-worker-1", "nobody catches this");
            assertThat(heard).singleElement().isInstanceOf(IllegalStateException.class);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }
}
