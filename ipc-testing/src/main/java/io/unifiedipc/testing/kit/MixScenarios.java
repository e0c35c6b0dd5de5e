package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Ipc;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.Worker.Done;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several transports behind one handler, as in a migration, and several callers in one process. */
interface MixScenarios extends Scenarios {
    /** A receiver on both, not started. */
    private Ipc receiverOnBoth(Aside aside, String keys) {
        String both = stage().transport().name() + ", " + Aside.NAME;
        return stage().receiver(1, o -> o.orders(keys).receive(both).with(aside));
    }

    private Ipc callerOver(Aside aside) {
        return stage().caller(o ->
                o.orders("timeout: 20s").over(Aside.NAME).with(aside).with(stage().hold));
    }

    /** Callers move from one transport to the other, one by one. */
    @EachStyle
    @Needs(Capability.REQUEST)
    default void oneHandlerServesTwoTransports(CallStyle style) {
        Aside aside = new Aside(new MemoryBroker());
        Ipc receiver = receiverOnBoth(aside, "");
        stage().worker.serves(receiver);
        receiver.start();
        Await.result(receiver.ready());
        Ipc before = stage().caller("timeout: 20s");
        Ipc after = callerOver(aside);
        assertThat(style.call(before, Worker.work("apple")).done()).isEqualTo(new Done("apple"));
        assertThat(style.call(after, Worker.work("pear")).done()).isEqualTo(new Done("pear"));
        assertThat(stage().worker.ran()).containsExactly("apple", "pear");
        assertThat(stage().worker.seen.get(0).source())
                .isNotEqualTo(stage().worker.seen.get(1).source());
        stage().stillServes(before);
        stage().stillServes(after);
    }

    /** A key has one handler at a time, whichever way its messages come, and each way keeps its order. */
    @Test
    @Needs({Capability.SEND, Capability.RECEIVER_ORDER})
    default void aKeyIsOneAcrossTransports() {
        Aside aside = new Aside(new MemoryBroker());
        Ipc receiver = receiverOnBoth(aside, "concurrency: 8");
        Steps steps = new Steps();
        steps.serves(receiver);
        receiver.start();
        Await.result(receiver.ready());
        List<Ipc> callers = List.of(stage().caller("timeout: 20s"), callerOver(aside));
        List<CompletableFuture<Void>> senders = IntStream.range(0, 4)
                .mapToObj(i -> Await.running(() -> {
                    for (int number = 0; number < 40; number++) {
                        callers.get(i % 2).channel(Plan.ORDERS).send(Steps.step("key " + i / 2, i % 2 * 40 + number));
                    }
                }))
                .toList();
        senders.forEach(Await::result);
        steps.awaitCount(160);
        steps.neverOverlapped();
        assertThat(steps.count()).isEqualTo(160);
        for (String key : List.of("key 0", "key 1")) {
            assertThat(steps.of(key).stream().filter(number -> number < 40)).isSorted();
            assertThat(steps.of(key).stream().filter(number -> number >= 40)).isSorted();
        }
    }

    /** What waits on one does not use up the room of the other. */
    @Test
    @Needs(Capability.REQUEST)
    default void eachTransportHasItsOwnWindow() {
        Aside aside = new Aside(new MemoryBroker());
        Ipc receiver = receiverOnBoth(aside, "concurrency: 2, window: 2");
        stage().worker.serves(receiver);
        receiver.start();
        Await.result(receiver.ready());
        Ipc before = stage().caller("timeout: 20s");
        Ipc after = callerOver(aside);
        List<CompletableFuture<CallStyle.Outcome>> waiting = Stream.of("hang:1", "hang:2")
                .map(each -> CallStyle.FUTURE.start(after, Worker.work(each).withKey("one")))
                .toList();
        Await.until(
                "all the room of one transport is taken",
                () -> receiver.counts().inFlight() == 2);
        assertThat(CallStyle.FUTURE.call(before, Worker.work("apple")).done()).isEqualTo(new Done("apple"));
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        stage().worker.letGo();
        waiting.forEach(each -> Await.result(each).done());
        stage().stillServes(before);
        stage().stillServes(after);
    }

    /** Two callers in one process: to each its own replies, however they are mixed. */
    @EachStyle
    @Needs(Capability.REQUEST)
    default void eachCallerGetsItsOwnReplies(CallStyle style) {
        stage().serving("");
        List<Ipc> callers = List.of(stage().caller("timeout: 20s"), stage().caller("timeout: 20s"));
        List<CompletableFuture<Void>> both = IntStream.range(0, 4)
                .mapToObj(thread -> Await.running(() -> {
                    for (int i = 0; i < 40; i++) {
                        String work = (i % 2 == 0 ? "now:" : "later:") + thread + "," + i;
                        assertThat(style.call(callers.get(thread % 2), Worker.work(work))
                                        .done())
                                .isEqualTo(new Done(work));
                    }
                }))
                .toList();
        both.forEach(Await::result);
        assertThat(stage().worker.seen).hasSize(160);
        callers.forEach(each -> assertThat(each.counts().lateReplies()).isZero());
    }

    /** One of them is closed, and the other does not notice. */
    @EachStyle
    @Needs(Capability.REQUEST)
    default void closingOneCallerLeavesTheOther(CallStyle style) {
        stage().serving("");
        Ipc goes = stage().caller("timeout: 20s");
        Ipc stays = stage().caller("timeout: 20s");
        assertThat(style.call(goes, Worker.work("apple")).done()).isEqualTo(new Done("apple"));
        var running = style.start(stays, Worker.work("hang"));
        stage().worker.awaitHanging(1);
        goes.close();
        assertThat(running).isNotDone();
        assertThat(style.call(stays, Worker.work("pear")).done()).isEqualTo(new Done("pear"));
        stage().worker.letGo();
        assertThat(Await.result(running).done()).isEqualTo(new Done("hang"));
        stage().stillServes(stays);
    }
}
