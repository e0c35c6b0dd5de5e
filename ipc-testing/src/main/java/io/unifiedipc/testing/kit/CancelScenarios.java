package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Document;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.CallStyle.Outcome;
import io.unifiedipc.testing.kit.Worker.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A caller gives up, at each step. */
interface CancelScenarios extends Scenarios {
    /** Before it is sent: it never is. */
    @Test
    @Needs(Capability.REQUEST)
    default void cancelledBeforeItIsSent() {
        stage().serving("");
        Ipc caller = stage().caller("timeout: 20s");
        stage().hold.hold();
        var future = call(caller, "gone");
        stage().hold.awaitHeld(1);

        assertThat(future.cancel(true)).isTrue();
        assertThat(future).isCancelled();
        isCancelled(stage().hold.last().failure(), Executed.NO);
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("ok");
    }

    /** While it runs or waits at the receiver: it may have run; permits come back, and the channel works. */
    @Test
    @Needs(Capability.REQUEST)
    default void cancelledWhileItRunsOrWaits() {
        Ipc caller = cancelFour();
        isCancelled(stage().hold.last().failure(), Executed.MAYBE);
        Await.until(
                "the permits are back: " + caller.counts(),
                () -> caller.counts().outstanding() == 0);
        assertThat(caller.counts().pendingReplies()).isZero();
        stage().worker.letGo();
        stage().stillServes(caller);
    }

    /** The answers to what was cancelled go to nobody, and are counted. */
    @Test
    @Needs(
            value = {Capability.REQUEST, Capability.STORED},
            without = Capability.CANCEL_REACHES_PEER)
    default void theRepliesToCancelledCallsAreCounted() {
        Ipc caller = cancelFour();
        stage().worker.letGo();
        Await.until(
                "late replies are counted: " + caller.counts(),
                () -> caller.counts().lateReplies() == 4);
        stage().stillServes(caller);
        assertThat(stage().worker.ran("hang")).isEqualTo(4);
    }

    /** Two run, two wait, and all are cancelled. */
    private Ipc cancelFour() {
        Served receiver = Served.open(stage(), 1, "concurrency: 2, window: 8");
        Ipc caller = stage().caller("timeout: 20s, max-outstanding: 4");
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(call(caller, "hang"));
        }
        stage().worker.awaitHanging(2);
        receiver.awaitInFlight(4);
        all.forEach(each -> each.cancel(true));
        return caller;
    }

    /** The receiver hears of it: a handler that runs is told. (When one that waits hears of it, nobody outside can see.) */
    @Test
    @Needs({Capability.REQUEST, Capability.CANCEL_REACHES_PEER})
    default void aCancellationReachesTheReceiver() {
        Served receiver = Served.open(stage(), 1, "concurrency: 1, window: 8");
        Ipc caller = stage().caller("timeout: 20s");
        var running = call(caller, "hang");
        stage().worker.awaitHanging(1);
        running.cancel(true);

        Await.until("the handler's hook ran", () -> stage().worker.cancelled.contains("hang"));
        assertThat(stage().worker.seen.get(0).cancelled()).isTrue();
        stage().worker.letGo();
        receiver.awaitInFlight(0);
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("hang", "ok");
    }

    /** A one-way command that waits for its handler, since nothing is stored, can be cancelled too. */
    @Test
    @Needs(
            value = {Capability.SEND, Capability.CANCEL_REACHES_PEER},
            without = Capability.STORED)
    default void aOneWayCommandIsCancelled() {
        stage().serving("");
        Ipc caller = stage().caller("timeout: 20s");
        var sending = caller.channel(Plan.ORDERS).sendAsync(Worker.work("hang"));
        stage().worker.awaitHanging(1);
        sending.cancel(true);

        isCancelled(stage().hold.last().failure(), Executed.MAYBE);
        Await.until("the handler's hook ran", () -> stage().worker.cancelled.contains("hang"));
        stage().worker.letGo();
        stage().stillServes(caller);
    }

    /** The interrupt of a thread that waits is a cancellation; the thread stays interrupted. */
    @Test
    @Needs(Capability.REQUEST)
    default void anInterruptIsACancellation() throws InterruptedException {
        stage().serving("");
        Ipc caller = stage().caller("timeout: 20s");
        for (CallStyle style : List.of(CallStyle.BLOCKING, CallStyle.CONTRACT)) {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread thread = new Thread(
                    () -> {
                        outcome.complete(style.call(caller, Worker.work("hang")));
                        interrupted.complete(Thread.currentThread().isInterrupted());
                    },
                    "interrupted-by-test");
            thread.start();
            stage().worker.awaitHanging(1);
            thread.interrupt();

            isCancelled(Await.result(outcome).failure(), Executed.MAYBE);
            assertThat(Await.result(interrupted)).as("it stays interrupted").isTrue();
            thread.join();
        }
        stage().worker.letGo();
        stage().stillServes(caller);
    }

    /** To cancel what is over does nothing. */
    @Test
    @Needs(Capability.REQUEST)
    default void aCancellationThatComesTooLateDoesNothing() {
        stage().serving("");
        Ipc caller = stage().caller("timeout: 20s");
        var good = call(caller, "done");
        assertThat(Await.result(good).payload()).isEqualTo(new Done("done"));
        var bad = call(caller, "refuse");
        IpcException refusal = (IpcException) Await.failure(bad);

        assertThat(good.cancel(true)).isFalse();
        assertThat(bad.cancel(true)).isFalse();
        assertThat(Await.result(good).payload()).isEqualTo(new Done("done"));
        assertThat(Await.failure(bad)).isEqualTo(refusal);
        stage().stillServes(caller);
        assertThat(stage().worker.cancelled).isEmpty();
        assertThat(caller.counts().lateReplies()).isZero();
    }

    private static CompletableFuture<Document<Done>> call(Ipc caller, String what) {
        return caller.channel(Plan.ORDERS).callAsync(Worker.work(what), Done.class);
    }

    private static void isCancelled(@Nullable IpcException failure, Executed executed) {
        Expect.failure(Kind.CANCELLED, executed, failure);
    }
}
