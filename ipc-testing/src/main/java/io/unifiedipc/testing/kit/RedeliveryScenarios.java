package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Channel;
import io.unifiedipc.Ipc;
import io.unifiedipc.Received;
import io.unifiedipc.spi.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What comes again, and what its handler sees of that. */
interface RedeliveryScenarios extends Scenarios {
    /** Notes when what is sick reached it, and heals it at the third time. */
    final class Patient extends Worker {
        final List<Long> times = new CopyOnWriteArrayList<>();

        @Override
        void heard(String what) {
            if (what.startsWith("sick")) {
                times.add(System.nanoTime());
                if (times.size() == 3) {
                    heal();
                }
            }
        }
    }

    /** What nobody waits for is tried again after a back-off that grows; others run meanwhile. */
    @Test
    @Needs({Capability.SEND, Capability.STORED})
    default void aFailedMessageIsTriedAgainWithBackoff() {
        Patient patient = new Patient();
        Served receiver = Served.open(
                stage(), 1, patient, how -> how.orders("concurrency: 1, on-failure: {retry: 3, backoff: 300ms}"));
        Channel orders = stage().caller("").channel(Plan.ORDERS);
        orders.send(Worker.work("sick"));
        orders.send(Worker.work("other"));
        Await.until("it was healed: " + patient.seen, () -> patient.ran("sick") == 3 && patient.ran("other") == 1);
        receiver.awaitInFlight(0);

        assertThat(patient.seen.stream()
                        .filter(each -> each.payload().what().equals("sick"))
                        .map(Received::attempt))
                .containsExactly(1, 2, 3);
        assertThat(millis(patient.times, 1)).as("the first back-off").isGreaterThanOrEqualTo(290);
        assertThat(millis(patient.times, 2)).as("the second, twice as long").isGreaterThanOrEqualTo(590);
        assertThat(patient.ran()).as("what rests holds up nobody").endsWith("sick");
        if (stage().has(Capability.PARKING)) {
            assertThat(stage().parked(receiver.subscription())).isEmpty();
        }
    }

    private static long millis(List<Long> times, int at) {
        return (times.get(at) - times.get(at - 1)) / 1_000_000;
    }

    /** A receiver dies in the middle: what it ran and what it had taken comes to the next one, all of it. */
    @Test
    @Needs({Capability.SEND, Capability.STORED, Capability.REDELIVERY})
    default void whatADeadReceiverHadComesAgain() {
        stage().receivers(2);
        MortalReceiver mortal = stage().mortal(1, "concurrency: 1, window: 4");
        Channel orders = stage().caller("").channel(Plan.ORDERS);
        List<String> all = List.of("hang", "a", "b", "c", "d", "e");
        orders.send(Worker.work("hang"));
        mortal.awaitHanging(1); // it runs alone also where there is no order
        all.subList(1, all.size()).forEach(each -> orders.send(Worker.work(each)));
        mortal.kill();
        stage().worker.letGo();
        Served next = Served.open(stage(), 2, "");
        Await.until("all came again", () -> stage().worker.ran().containsAll(all));
        next.awaitInFlight(0);

        assertThat(mortal.ran()).containsExactly("hang");
        assertThat(stage().worker.ran()).containsExactlyInAnyOrderElementsOf(all);
        if (stage().has(Capability.ATTEMPT_COUNT)) {
            assertThat(stage().worker.seen)
                    .filteredOn(each -> each.payload().what().equals("hang"))
                    .allSatisfy(each -> assertThat(each.attempt())
                            .as("it has been somewhere before")
                            .isGreaterThan(1));
        }
    }

    /** A receiver closes: what it has not started goes to another, all of it, and it has not run. */
    @Test
    @Needs({Capability.SEND, Capability.STORED})
    default void whatAClosedReceiverHadNotStartedComesAgain() {
        stage().receivers(2);
        Worker first = new Worker();
        Served closing = Served.open(stage(), 1, first, how -> how.orders("concurrency: 1, window: 4"));
        Channel orders = stage().caller("").channel(Plan.ORDERS);
        List<String> others = new ArrayList<>();
        orders.send(Worker.work("hang"));
        first.awaitHanging(1);
        for (int i = 0; i < 9; i++) {
            others.add("other " + i);
            orders.send(Worker.work("other " + i));
        }
        closing.awaitInFlight(4);
        stage().mayBeBusy(closing.ipc());
        CompletableFuture<Void> closed = Await.running(closing.ipc()::close);
        closing.awaitInFlight(1);
        first.letGo();
        Await.result(closed);
        Served next = Served.open(stage(), 2, "");
        Await.until("all came", () -> stage().worker.ran().size() >= others.size());
        next.awaitInFlight(0);

        assertThat(first.ran()).as("what had not started does not").containsExactly("hang");
        assertThat(stage().worker.ran()).containsExactlyInAnyOrderElementsOf(others);
    }

    /** What waits for its back-off when its receiver closes is not lost. */
    @Test
    @Needs({Capability.SEND, Capability.STORED})
    default void whatRestsWhenItsReceiverClosesComesAgain() {
        stage().receivers(2);
        Served closing = Served.open(stage(), 1, "concurrency: 1, on-failure: {retry: 3, backoff: 30s}");
        Channel orders = stage().caller("").channel(Plan.ORDERS);
        orders.send(Worker.work("sick"));
        Await.until("it has begun", () -> stage().worker.ran("sick") == 1);
        orders.send(Worker.work("other"));
        Await.until(
                "it rests, since another one runs in its place",
                () -> stage().worker.ran("other") == 1);
        Ipc ipc = closing.ipc();
        ipc.close();
        stage().worker.heal();
        Served next = Served.open(stage(), 2, "");

        Await.until("it came again", () -> stage().worker.ran("sick") == 2);
        next.awaitInFlight(0);
    }
}
