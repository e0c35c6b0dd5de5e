package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.CallStyle.Outcome;
import io.unifiedipc.testing.kit.Worker.Done;
import io.unifiedipc.testing.kit.Worker.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** One side closes, at each step. */
interface ClosingScenarios extends Scenarios {
    /** The caller closes while its call runs, and after. */
    @EachStyle
    @Needs(Capability.REQUEST)
    default void theCallerCloses(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller("timeout: 20s");
        var running = style.start(caller, Worker.work("hang"));
        stage().worker.awaitHanging(1);
        stage().mayBeBusy(caller);
        caller.close();

        Expect.failure(Kind.CLOSED, Executed.MAYBE, Await.result(running).failure());
        Expect.failure(
                Kind.CLOSED,
                Executed.NO,
                style.call(caller, Worker.work("after")).failure());
        Await.until(
                "nothing is under way: " + caller.counts(),
                () -> caller.counts().outstanding() == 0);
        stage().worker.letGo();
        stage().stillServes(stage().caller(""));
        assertThat(stage().worker.ran()).doesNotContain("after");
    }

    /** The receiver closes: what runs finishes and is answered, what waits is handed back, and the next receiver serves. */
    @EachStyle
    @Needs(Capability.REQUEST)
    default void theReceiverCloses(CallStyle style) {
        Served receiver = Served.open(stage(), 1, "concurrency: 2, window: 8");
        Ipc caller = stage().caller("timeout: 20s");
        List<CompletableFuture<Outcome>> running = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            running.add(style.start(caller, Worker.work("hang")));
        }
        stage().worker.awaitHanging(2);
        var queued = style.start(caller, Worker.work("queued"));
        receiver.awaitInFlight(3);
        stage().mayBeBusy(receiver.ipc());
        CompletableFuture<Void> closing = Await.running(receiver.ipc()::close);

        Expect.failure(Kind.CLOSED, Executed.NO, Await.result(queued).failure());
        assertThat(closing).as("it waits for its handlers").isNotDone();
        assertThat(running).noneMatch(CompletableFuture::isDone);
        stage().worker.letGo();
        assertThat(running)
                .allSatisfy(each -> assertThat(Await.result(each).done()).isEqualTo(new Done("hang")));
        Await.result(closing);
        stage().serving("");
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("hang", "hang", "ok");
    }

    /** Where nothing is stored, a call that comes while the receiver closes is refused at once, and has not run. */
    @EachStyle
    @Needs(value = Capability.REQUEST, without = Capability.STORED)
    default void whatComesToAClosingReceiverIsRefused(CallStyle style) {
        Served receiver = Served.open(stage(), 1, "concurrency: 2, window: 8");
        Ipc caller = stage().caller("timeout: 20s");
        var running = style.start(caller, Worker.work("hang"));
        stage().worker.awaitHanging(1);
        var queued = style.start(caller, Worker.work("hang"));
        stage().worker.awaitHanging(1);
        var third = style.start(caller, Worker.work("queued"));
        receiver.awaitInFlight(3);
        stage().mayBeBusy(receiver.ipc());
        CompletableFuture<Void> closing = Await.running(receiver.ipc()::close);
        Expect.failure(Kind.CLOSED, Executed.NO, Await.result(third).failure()); // now it closes
        IpcException failure = style.call(caller, Worker.work("new")).failure();

        assertThat(failure.kind()).as(failure.toString()).isIn(Kind.CLOSED, Kind.UNREACHABLE);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        stage().worker.letGo();
        assertThat(List.of(running, queued))
                .allSatisfy(each -> assertThat(Await.result(each).done()).isEqualTo(new Done("hang")));
        Await.result(closing);
        assertThat(stage().worker.ran()).doesNotContain("new", "queued");
    }

    /** Closing from several threads, and again, is closing once; each comes back when it is closed. */
    @Test
    @Needs(Capability.REQUEST)
    default void closingTwiceIsClosingOnce() {
        Served receiver = Served.open(stage(), 1, "concurrency: 2");
        Ipc caller = stage().caller("timeout: 20s");
        var running = CallStyle.BLOCKING.start(caller, Worker.work("hang"));
        stage().worker.awaitHanging(1);
        stage().mayBeBusy(receiver.ipc());
        List<Thread> closing = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(receiver.ipc()::close, "closes-" + i);
            thread.start();
            closing.add(thread);
        }
        Await.until(
                "all wait, or have come back",
                () -> closing.stream()
                        .map(Thread::getState)
                        .noneMatch(state -> state == Thread.State.RUNNABLE || state == Thread.State.NEW));
        // Who still works meanwhile, such as a handler, is not held up by those who wait.
        Await.result(Await.running(() -> receiver.ipc().channel(Plan.NEWS)));
        assertThat(closing).as("each waits for the handler").allMatch(Thread::isAlive);
        stage().worker.letGo();
        assertThat(Await.result(running).done()).isEqualTo(new Done("hang"));
        Await.until("all are back", () -> closing.stream().noneMatch(Thread::isAlive));
        receiver.ipc().close();

        stage().serving("");
        stage().stillServes(caller);
        caller.close();
        caller.close();
        Expect.failure(
                Kind.CLOSED,
                Executed.NO,
                CallStyle.BLOCKING.call(caller, Worker.work("after")).failure());
    }

    /** A handler that never ends is interrupted when the patience of closing is over, and closing ends. */
    @Test
    @Needs(Capability.REQUEST)
    default void closingEndsWhereAHandlerHangs() {
        Ipc receiver = stage().receiver(1, how -> how.service("close-within: 300ms"));
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        receiver.channel(Plan.ORDERS).handle(Work.class, work -> {
            runs.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return null;
        });
        receiver.start();
        Await.result(receiver.ready());
        Ipc caller = stage().caller("timeout: 3s");
        var running = CallStyle.BLOCKING.start(caller, Worker.work("forever"));
        Await.until("it runs", () -> runs.getCount() == 0);
        stage().mayBeBusy(receiver);
        long began = System.nanoTime();
        Await.result(Await.running(receiver::close));
        long took = (System.nanoTime() - began) / 1_000_000;

        assertThat(took).as("it waits for what is allowed, and no longer").isBetween(250L, 9_000L);
        Await.until("the handler is interrupted", () -> interrupted.getCount() == 0);
        IpcException failure = Await.result(running).failure();
        assertThat(failure.executed()).as(failure.toString()).isNotEqualTo(Executed.NO);
    }
}
