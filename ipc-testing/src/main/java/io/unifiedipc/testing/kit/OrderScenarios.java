package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.Steps.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * One key one after another, different keys side by side. Where a sender waits until its message is taken, the next of that key
 * comes after it on every transport: a broker has stored it before, or its handler has ended.
 */
interface OrderScenarios extends Scenarios {
    private Ipc serving(int number, String keys, Steps steps) {
        Ipc receiver = stage().receiver(number, o -> o.orders(keys));
        steps.serves(receiver);
        receiver.start();
        Await.result(receiver.ready());
        return receiver;
    }

    /** So many senders, each with keys of its own, of which it sends step after step. */
    private static void sendAll(Ipc caller, int senders, int keysEach, int steps) {
        List<CompletableFuture<Void>> all = IntStream.range(0, senders)
                .mapToObj(sender -> Await.running(() -> {
                    for (int number = 0; number < steps; number++) {
                        for (int key = 0; key < keysEach; key++) {
                            caller.channel(Plan.ORDERS).send(Steps.step("key-" + sender + "-" + key, number));
                        }
                    }
                }))
                .toList();
        all.forEach(Await::result);
    }

    /** Whoever asks, and however many at once. */
    @Test
    @Needs(Capability.REQUEST)
    default void oneKeyNeverHasTwoHandlersAtOnce() {
        Steps steps = new Steps();
        serving(1, "concurrency: 16, window: 300", steps);
        Ipc caller = stage().caller("timeout: 20s, max-outstanding: 300");
        List<CompletableFuture<Void>> senders = IntStream.range(0, 6)
                .mapToObj(sender -> Await.running(() -> {
                    List<CompletableFuture<?>> calls = new ArrayList<>();
                    for (int i = 0; i < 40; i++) {
                        calls.add(caller.channel(Plan.ORDERS)
                                .callAsync(Steps.step("key-" + i % 3, sender * 40 + i), Void.class));
                    }
                    calls.forEach(Await::result);
                }))
                .toList();
        senders.forEach(Await::result);
        steps.neverOverlapped();
        assertThat(steps.count()).isEqualTo(240);
    }

    /** Message after message, of many keys at once. */
    @Test
    @Needs({Capability.SEND, Capability.RECEIVER_ORDER})
    default void oneKeyComesInTheOrderSent() {
        Steps steps = new Steps();
        serving(1, "concurrency: 8", steps);
        sendAll(stage().caller("timeout: 20s"), 4, 4, 25);
        steps.awaitCount(400);
        steps.cameInOrder(16, 25);
    }

    /** The sender does not even wait until a message is taken before it sends the next. */
    @Test
    @Needs({Capability.SEND, Capability.KEY_ORDER})
    default void whatIsSentAtOnceKeepsItsOrder() {
        Steps steps = new Steps();
        serving(1, "concurrency: 8", steps);
        Ipc caller = stage().caller("timeout: 20s, max-outstanding: 1000");
        List<CompletableFuture<Void>> sent = IntStream.range(0, 400)
                .mapToObj(i -> caller.channel(Plan.ORDERS).sendAsync(Steps.step("key-" + i % 8, i / 8)))
                .toList();
        sent.forEach(Await::result);
        steps.awaitCount(400);
        steps.cameInOrder(8, 50);
    }

    /** Receivers of one group share the keys, and no key is with two of them. */
    @Test
    @Needs({Capability.SEND, Capability.KEY_ORDER, Capability.COMPETING})
    default void competingReceiversKeepTheOrder() {
        stage().receivers(2);
        Steps both = new Steps();
        Set<Integer> tookPart = ConcurrentHashMap.newKeySet();
        for (int number = 1; number <= 2; number++) {
            int me = number;
            Ipc receiver = stage().receiver(number, o -> o.orders("concurrency: 4, window: 4"));
            receiver.channel(Plan.ORDERS).handle(Step.class, step -> {
                tookPart.add(me);
                return both.handle(step);
            });
            receiver.start();
            Await.result(receiver.ready());
        }
        sendAll(stage().caller("timeout: 20s"), 2, 8, 40);
        both.awaitCount(640);
        both.cameInOrder(16, 40);
        assertThat(tookPart).containsExactlyInAnyOrder(1, 2);
    }

    /** Two handlers that wait for each other meet: of two keys, and without any. */
    @Test
    @Needs(Capability.REQUEST)
    default void differentKeysRunSideBySide() {
        CyclicBarrier meeting = new CyclicBarrier(2);
        Ipc receiver = stage().receiver(1, o -> o.orders("concurrency: 2"));
        receiver.channel(Plan.ORDERS).handle(Step.class, step -> meet(meeting));
        receiver.start();
        Await.result(receiver.ready());
        var orders = stage().caller("timeout: 20s").channel(Plan.ORDERS);
        List<Command<Step>> steps = List.of(
                Steps.step("a", 1), Steps.step("b", 1), Command.of(new Step("", 2)), Command.of(new Step("", 2)));
        for (int i = 0; i < steps.size(); i += 2) {
            var one = orders.callAsync(steps.get(i), String.class);
            var other = orders.callAsync(steps.get(i + 1), String.class);
            assertThat(Await.result(one).payload()).isEqualTo("met");
            assertThat(Await.result(other).payload()).isEqualTo("met");
        }
    }

    private static String meet(CyclicBarrier meeting) throws InterruptedException, BrokenBarrierException {
        try {
            meeting.await(15, TimeUnit.SECONDS);
            return "met";
        } catch (TimeoutException e) {
            return "nobody came";
        }
    }

    /** Steps that fail are tried again before the next of their key. */
    @Test
    @Needs({Capability.SEND, Capability.STORED, Capability.REDELIVERY, Capability.RECEIVER_ORDER})
    default void aRetryKeepsTheOrder() {
        Steps steps = new Steps();
        Set<Step> failed = ConcurrentHashMap.newKeySet();
        Ipc receiver =
                stage().receiver(1, o -> o.orders("concurrency: 4, on-failure: {retry: 5, backoff: 1ms, then: stop}"));
        receiver.channel(Plan.ORDERS).handle(Step.class, step -> {
            if (step.payload().number() % 3 == 0 && failed.add(step.payload())) {
                throw new IllegalStateException("not yet");
            }
            return steps.handle(step);
        });
        receiver.start();
        Await.result(receiver.ready());
        sendAll(stage().caller("timeout: 20s"), 2, 3, 21);
        steps.awaitCount(126);
        steps.cameInOrder(6, 21);
        assertThat(failed).hasSize(42);
    }

    /** Meanwhile others come through, though there is only one place for a handler. */
    @Test
    @Needs({Capability.SEND, Capability.STORED, Capability.REDELIVERY})
    default void aRetryHoldsUpNoOtherKey() {
        Steps steps = new Steps();
        Ipc receiver = stage().receiver(
                        1, o -> o.orders("concurrency: 1, window: 32, on-failure: {retry: 1000, backoff: 1ms}"));
        receiver.channel(Plan.ORDERS).handle(Step.class, step -> {
            if (step.payload().key().equals("bad") && steps.count("good") < 10) {
                throw new IllegalStateException("not before the others");
            }
            return steps.handle(step);
        });
        receiver.start();
        Await.result(receiver.ready());
        Ipc caller = stage().caller("timeout: 20s");
        caller.channel(Plan.ORDERS).send(Steps.step("bad", 0));
        caller.channel(Plan.ORDERS).send(Steps.step("bad", 1));
        IntStream.range(0, 10).forEach(i -> caller.channel(Plan.ORDERS).send(Steps.step("good", i)));
        steps.awaitCount(12);
        assertThat(steps.count("good")).isEqualTo(10);
        assertThat(steps.count("bad")).isEqualTo(2);
        steps.neverOverlapped();
    }
}
