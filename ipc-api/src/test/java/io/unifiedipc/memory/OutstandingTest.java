package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Await;
import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Ipcs;
import io.unifiedipc.Kind;
import io.unifiedipc.LeakGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The limit of outstanding calls: when a permit is taken, and when it is back. */
class OutstandingTest {
    record Work(String what) {}

    record Done(String what) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Ipcs ipcs = new Ipcs(guard);
    private final String works = ipcs.name("works@");
    private final CountDownLatch release = new CountDownLatch(1);
    private final Semaphore running = new Semaphore(0);
    private final AtomicInteger ran = new AtomicInteger();
    private Ipc ipc;

    @BeforeEach
    void open() {
        ipc = ipcs.open("works@: {transport: memory, max-outstanding: 4, concurrency: 2, window: 4}");
        ipc.channel(works).handle(Work.class, work -> {
            ran.incrementAndGet();
            switch (work.payload().what()) {
                case "hang" -> {
                    running.release();
                    release.await();
                }
                case "throw" -> throw new IllegalStateException("broken");
                default -> {}
            }
            return new Done(work.payload().what());
        });
        ipc.start();
    }

    @AfterEach
    void letGo() {
        release.countDown();
    }

    private CompletableFuture<?> async(String what) {
        return ipc.channel(works).callAsync(Command.of(new Work(what)), Done.class);
    }

    private static void isOverloaded(Throwable failure) {
        assertThat(failure).isInstanceOfSatisfying(IpcException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.OVERLOADED);
            assertThat(e.executed()).isEqualTo(Executed.NO);
            assertThat(e.retrySafe()).isTrue();
            assertThat(e.text()).contains("4", "max-outstanding");
        });
    }

    @Test
    void oneMoreIsRefusedAtOnceAndThePermitsComeBack() {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(async("hang"));
        }
        isOverloaded(Await.failure(async("ok")));
        assertThatThrownBy(() -> ipc.channel(works).call(Command.of(new Work("ok")), Done.class))
                .satisfies(OutstandingTest::isOverloaded);
        assertThatThrownBy(() -> ipc.channel(works).send(Command.of(new Work("ok"))))
                .satisfies(OutstandingTest::isOverloaded);
        assertThat(ipc.counts().outstanding()).isEqualTo(4);
        release.countDown();
        all.forEach(Await::result);

        assertThat(ipc.counts().outstanding()).isZero();
        Await.result(async("ok"));
        assertThat(ran).hasValue(5);
    }

    @Test
    void aPermitIsBackBeforeItsCallerHears() {
        for (int i = 0; i < 500; i++) {
            String what = i % 2 == 0 ? "ok" : "throw";
            AtomicInteger seen = new AtomicInteger(-1);
            CompletableFuture<?> later =
                    async(what).whenComplete((r, f) -> seen.set(ipc.counts().outstanding()));
            Await.until("it is over", later::isDone);
            assertThat(seen).as("round " + i).hasValue(0);
        }
    }

    @Test
    void timeoutsAndCancellationsGiveTheirPermitsBack() throws InterruptedException {
        CompletableFuture<?> one = async("hang");
        CompletableFuture<?> two = async("hang");
        running.acquire(2);
        for (int i = 0; i < 2; i++) {
            Command<Work> command = Command.of(new Work("queued")).withTimeout(Duration.ofMillis(30));
            List<CompletableFuture<?>> late = List.of(
                    ipc.channel(works).callAsync(command, Done.class),
                    ipc.channel(works).callAsync(command, Done.class));
            late.forEach(each -> assertThat(Await.failure(each))
                    .isInstanceOfSatisfying(
                            IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT)));
            Await.until("the permits are back", () -> ipc.counts().outstanding() == 2);
        }
        one.cancel(true);
        two.cancel(true);

        assertThat(ipc.counts().outstanding()).isZero();
        assertThat(ipc.counts().pendingReplies()).isZero();
        release.countDown();
        Await.result(async("ok"));
    }

    @Test
    void tenTimesTheLoadIsRefusedAndNotStored() {
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(async("hang").handle((r, f) -> (f == null ? answered : refused).incrementAndGet()));
        }
        assertThat(ipc.counts().outstanding()).isEqualTo(4);
        assertThat(ipc.counts().pendingReplies()).isEqualTo(4);
        assertThat(ipc.counts().inFlight()).isLessThanOrEqualTo(4);
        assertThat(refused).hasValue(36);
        release.countDown();
        all.forEach(Await::result);

        assertThat(answered).hasValue(4);
        assertThat(ran).hasValue(4);
    }

    /** On JDK 17 handlers share a pool: when all of it hangs, time still passes for callers. */
    @Test
    void timeoutsDoNotWaitForHandlers() throws InterruptedException {
        Ipc small = ipcs.open("workers: 2\n", "small@: {transport: memory, concurrency: 4}");
        small.channel(ipcs.name("small@")).handle(Work.class, work -> {
            running.release();
            release.await();
            return null;
        });
        small.start();
        for (int i = 0; i < 4; i++) {
            small.channel(ipcs.name("small@")).send(Command.of(new Work("hang")));
        }
        running.acquire(2);
        CompletableFuture<?> call = small.channel(ipcs.name("small@"))
                .callAsync(Command.of(new Work("late")).withTimeout(Duration.ofMillis(50)), Done.class);

        assertThat(Await.failure(call))
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT));
        release.countDown();
    }
}
