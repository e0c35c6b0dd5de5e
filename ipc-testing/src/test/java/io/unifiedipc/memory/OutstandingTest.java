package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.testing.Ipcs;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
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
    private Ipc ipc;

    @BeforeEach
    void open() {
        ipc = ipcs.open("works@: {transport: memory, max-outstanding: 4, concurrency: 2, window: 4}");
        ipc.channel(works).handle(Work.class, work -> {
            if (work.payload().what().equals("hang")) {
                running.release();
                release.await();
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
