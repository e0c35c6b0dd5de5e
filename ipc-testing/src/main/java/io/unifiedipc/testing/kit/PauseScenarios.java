package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Subscription;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.Worker.Done;
import io.unifiedipc.testing.kit.Worker.Work;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A receiver that takes no more for a while. */
interface PauseScenarios extends Scenarios {
    private Subscription serving(boolean pausedBefore) {
        Ipc receiver = stage().receiver(1, o -> {});
        Subscription subscription = stage().worker.serves(receiver);
        if (pausedBefore) {
            subscription.pause();
        }
        receiver.start();
        Await.result(receiver.ready());
        return subscription;
    }

    /** A call to a receiver that is paused: it waits for as long as its caller does, or is refused where nothing can wait. */
    private void callFails(CallStyle style, Ipc caller) {
        boolean waits = stage().has(Capability.PAUSE);
        IpcException failure = style.call(
                        caller, Worker.work("paused").withTimeout(Duration.ofMillis(waits ? 300 : 20_000)))
                .failure();
        if (waits) {
            assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.executed())
                    .as(failure.getMessage())
                    .isNotEqualTo(Executed.YES); // a NO never left, on a slow machine
        } else {
            Expect.failure(Kind.OVERLOADED, Executed.NO, failure);
        }
    }

    /** What is sent meanwhile waits, and comes in its order. */
    @Test
    @Needs({Capability.SEND, Capability.PAUSE})
    default void commandsWaitWhileAReceiverPauses() {
        Subscription subscription = serving(false);
        Ipc caller = stage().caller("timeout: 10s");
        stage().stillServes(caller);
        subscription.pause();
        List<String> sent = IntStream.range(0, 10).mapToObj(i -> "work " + i).toList();
        sent.forEach(each -> caller.channel(Plan.ORDERS).send(Worker.work(each).withKey("one")));
        callFails(CallStyle.BLOCKING, caller);
        assertThat(stage().worker.ran()).containsExactly("ok");
        subscription.resume();
        Await.until("all came", () -> stage().worker.seen.size() > sent.size());
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).startsWith("ok").containsAll(sent);
        if (stage().has(Capability.KEY_ORDER)) {
            assertThat(stage().worker.ran()).containsSubsequence(sent).endsWith("ok");
        }
        assertThat(stage().worker.ran())
                .as("the call that was given up is not begun")
                .hasSize(sent.size() + 2);
    }

    /** How many wait, and how many are being handled. */
    @Test
    @Needs({Capability.SEND, Capability.PAUSE, Capability.DEPTH})
    default void depthTellsHowManyWait() {
        Subscription subscription = serving(false);
        Ipc caller = stage().caller("timeout: 20s");
        List.of("hang:1", "hang:2").forEach(each -> caller.channel(Plan.ORDERS).send(Worker.work(each)));
        stage().worker.awaitHanging(2);
        subscription.pause();
        IntStream.range(0, 7).forEach(i -> caller.channel(Plan.ORDERS).send(Worker.work("work " + i)));
        Await.until(
                "seven wait and two are handled: " + subscription.depth(),
                () -> subscription.depth().equals(new Subscription.Depth(7, 2)));
        stage().worker.letGo();
        Await.until(
                "seven wait and nothing is handled: " + subscription.depth(),
                () -> subscription.depth().equals(new Subscription.Depth(7, 0)));
        subscription.resume();
        Await.until(
                "nothing waits: " + subscription.depth(),
                () -> subscription.depth().equals(new Subscription.Depth(0, 0)));
        Await.until("all ran", () -> stage().worker.seen.size() == 9);
    }

    /** Where messages can't wait, callers hear that the receiver is overloaded. */
    @EachStyle(contract = false)
    @Needs(value = Capability.REQUEST, without = Capability.PAUSE)
    default void aPausedReceiverRefuses(CallStyle style) {
        Subscription subscription = serving(false);
        Ipc caller = stage().caller("timeout: 10s");
        stage().stillServes(caller);
        subscription.pause();
        callFails(style, caller);
        if (stage().has(Capability.SEND)) {
            Expect.failure(
                    Kind.OVERLOADED,
                    Executed.NO,
                    () -> caller.channel(Plan.ORDERS).send(Worker.work("paused")));
        }
        subscription.resume();
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("ok", "ok");
    }

    /** Where nobody knows how many wait, nothing else is said. */
    @Test
    @Needs(value = Capability.REQUEST, without = Capability.DEPTH)
    default void anUnknownDepthIsSaidToBeUnknown() {
        Subscription subscription = serving(false);
        Ipc caller = stage().caller("timeout: 20s");
        var running = CallStyle.FUTURE.start(caller, Worker.work("hang"));
        stage().worker.awaitHanging(1);
        assertThat(subscription.depth()).isEqualTo(new Subscription.Depth(-1, 1));
        stage().worker.letGo();
        assertThat(Await.result(running).done()).isEqualTo(new Done("hang"));
    }

    /** What has begun is finished and answered. */
    @EachStyle
    @Needs(Capability.REQUEST)
    default void whatRunsGoesOnWhileAReceiverPauses(CallStyle style) {
        Subscription subscription = serving(false);
        Ipc caller = stage().caller("timeout: 20s");
        var running = style.start(caller, Worker.work("hang"));
        stage().worker.awaitHanging(1);
        subscription.pause();
        assertThat(subscription.depth().inFlight()).isEqualTo(1);
        stage().worker.letGo();
        assertThat(Await.result(running).done()).isEqualTo(new Done("hang"));
        Await.until("it is settled", () -> subscription.depth().inFlight() == 0);
        subscription.resume();
        stage().stillServes(caller);
    }

    /** Said before the start, it counts from the start on. */
    @EachStyle(contract = false)
    @Needs(Capability.REQUEST)
    default void aReceiverStartsPaused(CallStyle style) {
        Subscription subscription = serving(true);
        Ipc caller = stage().caller("timeout: 10s");
        callFails(style, caller);
        assertThat(stage().worker.ran()).isEmpty();
        subscription.resume();
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("ok");
    }

    /** Said twice it is said once. */
    @Test
    @Needs(Capability.REQUEST)
    default void pausingAndResumingAreIdempotent() {
        Subscription subscription = serving(false);
        Ipc caller = stage().caller("timeout: 10s");
        subscription.resume();
        stage().stillServes(caller);
        subscription.pause();
        subscription.pause();
        callFails(CallStyle.BLOCKING, caller);
        subscription.resume();
        stage().stillServes(caller);
        subscription.resume();
        subscription.pause();
        callFails(CallStyle.BLOCKING, caller);
        subscription.resume();
        subscription.resume();
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("ok", "ok", "ok");
    }

    /** One group pauses and another does not. */
    @Test
    @Needs({Capability.PUBLISH, Capability.PAUSE})
    default void aGroupPausesAlone() {
        List<String> heard = new CopyOnWriteArrayList<>();
        Ipc receiver = stage().receiver(1, o -> {});
        Subscription billing =
                receiver.channel(Plan.NEWS).subscribe("billing", Work.class, event -> heard.add("billing"));
        receiver.channel(Plan.NEWS).subscribe("audit", Work.class, event -> heard.add("audit"));
        billing.pause();
        receiver.start();
        Await.result(receiver.ready());
        Ipc caller = stage().caller("");
        caller.channel(Plan.NEWS).publish(Stage.event("apple"));
        caller.channel(Plan.NEWS).publish(Stage.event("pear"));
        Await.until("one group heard of both", () -> heard.size() == 2);
        assertThat(heard).containsOnly("audit");
        billing.resume();
        Await.until("the other heard of both", () -> heard.size() == 4);
        assertThat(heard).containsExactlyInAnyOrder("audit", "audit", "billing", "billing");
    }
}
