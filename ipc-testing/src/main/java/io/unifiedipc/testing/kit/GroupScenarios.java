package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.Worker.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Receivers of one group share, and each group gets all. */
interface GroupScenarios extends Scenarios {
    /** How many messages are sent at least, and at most. */
    int SOME = 40;

    int MANY = 4_000;

    private Worker serving(int number) {
        Worker worker = new Worker();
        Ipc receiver = stage().receiver(number, o -> {});
        worker.serves(receiver);
        receiver.start();
        Await.result(receiver.ready());
        return worker;
    }

    /** Sends numbered messages: how they are shared out is the transport's business, so as many as it takes. */
    private static List<String> sendUntil(BooleanSupplier enough, IntConsumer send) {
        int number = 0;
        while (number < SOME || (number < MANY && !enough.getAsBoolean())) {
            send.accept(number++);
        }
        return IntStream.range(0, number).mapToObj(each -> "work " + each).toList();
    }

    private static List<String> together(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** Two receivers of one channel of commands. */
    @Test
    @Needs({Capability.SEND, Capability.COMPETING})
    default void competingReceiversShareCommands() {
        stage().receivers(2);
        Worker one = serving(1);
        Worker two = serving(2);
        Ipc caller = stage().caller("timeout: 20s");
        List<String> sent = sendUntil(
                () -> !one.seen.isEmpty() && !two.seen.isEmpty(),
                number -> caller.channel(Plan.ORDERS)
                        .send(Worker.work("work " + number).withKey("key " + number)));
        Await.until("all came", () -> one.seen.size() + two.seen.size() >= sent.size());

        assertThat(together(one.ran(), two.ran())).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(one.seen).as("the share of the first").isNotEmpty();
        assertThat(two.seen).as("the share of the second").isNotEmpty();
    }

    /** Of requests too, each of which is answered once. */
    @Test
    @Needs({Capability.REQUEST, Capability.COMPETING})
    default void competingReceiversShareRequests() {
        stage().receivers(2);
        Worker one = serving(1);
        Worker two = serving(2);
        Ipc caller = stage().caller("timeout: 20s");
        List<String> sent = sendUntil(() -> !one.seen.isEmpty() && !two.seen.isEmpty(), number -> {
            String work = "work " + number;
            var reply = caller.channel(Plan.ORDERS).call(Worker.work(work).withKey("key " + number), Worker.Done.class);
            assertThat(reply).isEqualTo(new Worker.Done(work));
        });
        assertThat(together(one.ran(), two.ran())).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(one.seen).as("the share of the first").isNotEmpty();
        assertThat(two.seen).as("the share of the second").isNotEmpty();
    }

    /** {@code billing} is two receivers, {@code audit} one of them alone. */
    @Test
    @Needs({Capability.PUBLISH, Capability.COMPETING})
    default void eachGroupGetsAllAndItsMembersShare() {
        stage().receivers(2);
        List<String> audit = new CopyOnWriteArrayList<>();
        List<List<String>> billing = List.of(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
        for (int number = 1; number <= 2; number++) {
            List<String> share = billing.get(number - 1);
            Ipc receiver = stage().receiver(number, o -> {});
            receiver.channel(Plan.NEWS)
                    .subscribe(
                            "billing",
                            Work.class,
                            event -> share.add(event.payload().what()));
            if (number == 1) {
                receiver.channel(Plan.NEWS)
                        .subscribe(
                                "audit",
                                Work.class,
                                event -> audit.add(event.payload().what()));
            }
            receiver.start();
            Await.result(receiver.ready());
        }
        Ipc caller = stage().caller(o -> o.news("timeout: 20s"));
        List<String> sent = sendUntil(
                () -> billing.stream().noneMatch(List::isEmpty),
                number -> caller.channel(Plan.NEWS)
                        .publish(Stage.event("work " + number).withKey("key " + number)));
        Await.until(
                "all came to both groups",
                () -> audit.size() >= sent.size()
                        && together(billing.get(0), billing.get(1)).size() >= sent.size());

        assertThat(audit).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(together(billing.get(0), billing.get(1))).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(billing).noneMatch(List::isEmpty);
    }

    /**
     * When one is closed the other gets all. Where a broker stores, no sender notices; without one, a sender may still know the
     * address of the one that is gone, and hears that nothing has run.
     */
    @Test
    @Needs({Capability.SEND, Capability.COMPETING})
    default void aMemberThatLeavesLeavesItsShare() {
        stage().receivers(2);
        Worker stays = serving(1);
        Worker goes = new Worker();
        Ipc second = stage().receiver(2, o -> {});
        goes.serves(second);
        second.start();
        Await.result(second.ready());
        Ipc caller = stage().caller("timeout: 20s");
        IntConsumer send = number ->
                caller.channel(Plan.ORDERS).send(Worker.work("work " + number).withKey("key " + number));
        int before = sendUntil(() -> !goes.seen.isEmpty() && !stays.seen.isEmpty(), send)
                .size();
        Await.until("all came", () -> stays.seen.size() + goes.seen.size() >= before);
        assertThat(goes.seen).as("the share of the one that will leave").isNotEmpty();
        second.close();
        List<String> shareBefore = goes.ran();

        List<IpcException> refused = new ArrayList<>();
        for (int number = before; number < before + SOME; number++) {
            while (!sent(send, number, refused)) {
                assertThat(refused)
                        .as("one of two is there, and every other time nobody")
                        .hasSizeLessThan(4 * SOME);
            }
        }
        int all = before + SOME;
        Await.until("all came", () -> stays.seen.size() + goes.seen.size() >= all);

        if (stage().has(Capability.STORED)) {
            assertThat(refused).as("a broker is there").isEmpty();
        }
        assertThat(goes.ran()).as("after it was closed").isEqualTo(shareBefore);
        assertThat(together(stays.ran(), goes.ran()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, all).mapToObj(each -> "work " + each).toList());
    }

    private static boolean sent(IntConsumer send, int number, List<IpcException> refused) {
        try {
            send.accept(number);
            return true;
        } catch (IpcException e) {
            assertThat(e.executed()).as(e.getMessage()).isEqualTo(Executed.NO);
            refused.add(e);
            return false;
        }
    }
}
