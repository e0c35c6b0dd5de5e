package snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.testing.kit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** One call after the other, on two threads, until it is ended. None may fail. */
final class Calls {
    private static final int THREADS = 2;
    private static final int SOME = 30;

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Void>> threads = new ArrayList<>();
    private volatile boolean ended;

    private Calls() {}

    /** Makes calls, by their numbers; each looks at its answer. */
    static Calls of(IntConsumer call) {
        Calls calls = new Calls();
        for (int i = 0; i < THREADS; i++) {
            calls.threads.add(Await.running(() -> calls.run(call)));
        }
        calls.goOn();
        return calls;
    }

    private void run(IntConsumer call) {
        while (!ended && failures.isEmpty()) {
            try {
                call.accept(begun.incrementAndGet());
                answered.incrementAndGet();
            } catch (RuntimeException | Error e) {
                failures.add(e);
            }
        }
    }

    /** Waits until some more are answered. */
    void goOn() {
        int before = answered.get();
        Await.until("calls are answered", () -> answered.get() >= before + SOME || !failures.isEmpty());
        assertThat(failures).isEmpty();
    }

    /** Makes no more, and waits for those under way. */
    void end() {
        ended = true;
        threads.forEach(Await::result);
        assertThat(failures).isEmpty();
        assertThat(answered).hasValue(begun.get());
    }
}
