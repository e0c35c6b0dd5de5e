package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Kind;
import io.unifiedipc.Parked;
import io.unifiedipc.Parked.Verdict;
import io.unifiedipc.Received;
import io.unifiedipc.Subscription;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.Worker.Misfit;
import io.unifiedipc.testing.kit.Worker.Unknown;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Messages that nobody waits for and nobody can handle are put aside, and a person says what becomes of them. */
interface ParkingScenarios extends Scenarios {
    /** No retries: a failure is parked at once. */
    String AT_ONCE = "on-failure: {retry: off}";

    /** After its retries a message is put aside with its reason, and those behind it, also of its key, go on. */
    @Test
    @Needs({Capability.SEND, Capability.PARKING})
    default void aMessageIsParkedAfterItsRetries() {
        Served receiver = Served.open(stage(), 1, "on-failure: {retry: 2, backoff: 1ms}");
        Channel orders = stage().caller("").channel(Plan.ORDERS);
        var bad = Worker.work("throw").withKey("k").withHeader("x-mine", "kept");
        orders.send(bad);
        orders.send(Worker.work("next").withKey("k"));
        Parked parked = stage().awaitParked(receiver.subscription(), 1).get(0);
        Await.until("the next ran", () -> stage().worker.ran().contains("next"));

        assertThat(stage().worker.ran()).containsExactlyInAnyOrder("throw", "throw", "throw", "next");
        if (stage().has(Capability.RECEIVER_ORDER)) {
            assertThat(stage().worker.ran()).endsWith("next");
        }
        assertThat(parked.id()).isEqualTo(bad.id());
        assertThat(parked.attempts()).isEqualTo(3);
        assertThat(parked.operation()).isEqualTo("Work");
        assertThat(parked.reason()).startsWith("FAILED").contains("YES").doesNotContainPattern("\\p{Cntrl}");
        assertThat(parked.headers().get("ce-partitionkey")).isEqualTo("k");
        assertThat(parked.headers().get("x-mine")).isEqualTo("kept");
    }

    /** One way to be put aside. */
    record Aside(Command<?> command, Kind kind, int times, int attempts) {}

    /** Each way to be put aside has its reason; what may pass was tried again, what can't was not. */
    @Test
    @Needs({Capability.SEND, Capability.PARKING})
    default void whatIsParkedSaysWhy() {
        Served receiver = Served.open(stage(), 1, "on-failure: {retry: 1, backoff: 1ms}");
        Channel orders = stage().caller("").channel(Plan.ORDERS);
        for (Aside aside : List.of(
                new Aside(Worker.work("throw"), Kind.FAILED, 2, 2),
                new Aside(Worker.work("failed future"), Kind.FAILED, 2, 2),
                new Aside(Worker.work("error"), Kind.FAILED, 2, 2),
                new Aside(Worker.work("refuse"), Kind.REFUSED, 1, 1),
                new Aside(Command.of(new Misfit(List.of(1))), Kind.UNDECODABLE, 0, 1),
                new Aside(Command.of(new Unknown("x")), Kind.UNSUPPORTED, 0, 0),
                new Aside(Worker.work("ok").withReplyTo("nowhere"), Kind.UNSUPPORTED, 0, 0))) {
            stage().worker.seen.clear();
            orders.send(aside.command);
            Parked parked = stage().awaitParked(receiver.subscription(), 1).get(0);

            assertThat(parked.id()).as(parked.reason()).isEqualTo(aside.command.id());
            assertThat(parked.reason()).startsWith(aside.kind.name());
            assertThat(parked.attempts()).as(parked.reason()).isEqualTo(aside.attempts);
            assertThat(stage().worker.seen).as(parked.reason()).hasSize(aside.times);
            drain(receiver.subscription(), 1, Verdict.DROP);
        }
        stage().stillServes(stage().caller(""));
    }

    /** What is parked is looked at oldest first, kept, dropped, and replayed, which is a first attempt again. */
    @Test
    @Needs({Capability.SEND, Capability.PARKING})
    default void whatIsParkedIsKeptDroppedOrReplayed() {
        Subscription parking = parked(6);
        assertThat(drain(parking, 100, Verdict.KEEP)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(drain(parking, 3, Verdict.KEEP)).as("kept in its place").containsExactly(0, 1, 2);
        assertThat(drain(parking, 0, Verdict.DROP)).isEmpty();
        assertThat(drain(parking, -1, Verdict.DROP)).isEmpty();
        assertThat(drain(parking, 2, Verdict.DROP)).containsExactly(0, 1);
        stage().worker.heal();
        stage().worker.seen.clear();
        assertThat(drain(parking, 3, Verdict.REPLAY)).containsExactly(2, 3, 4);
        Await.until("they ran again", () -> stage().worker.seen.size() == 3);
        stage().awaitParked(parking, 1);

        assertThat(stage().worker.ran()).containsExactlyInAnyOrder("sick:2", "sick:3", "sick:4");
        assertThat(stage().worker.seen).extracting(Received::attempt).containsOnly(1);
        assertThat(drain(parking, 100, Verdict.KEEP)).containsExactly(5);
    }

    /** What fails again is parked again, and one look at all of it ends. */
    @Test
    @Needs({Capability.SEND, Capability.PARKING})
    default void aReplayThatFailsIsParkedAgain() {
        Subscription parking = parked(3);
        assertThat(drain(parking, 100, Verdict.REPLAY)).containsExactlyInAnyOrder(0, 1, 2);
        Await.until("they ran again", () -> stage().worker.seen.size() == 6);

        assertThat(stage().awaitParked(parking, 3))
                .allSatisfy(each -> assertThat(each.attempts()).isEqualTo(1))
                .allSatisfy(each -> assertThat(each.reason()).startsWith("FAILED"));
    }

    /** Whoever looks at it and breaks loses nothing. */
    @Test
    @Needs({Capability.SEND, Capability.PARKING})
    default void aVisitorThatThrowsLosesNothing() {
        Subscription parking = parked(3);
        AtomicInteger visits = new AtomicInteger();
        var drain = parking.drainParked(100, each -> {
            if (visits.incrementAndGet() == 2) {
                throw new IllegalStateException("the visitor broke");
            }
            return Verdict.KEEP;
        });

        assertThat(Await.failure(drain)).hasMessage("the visitor broke");
        assertThat(drain(parking, 100, Verdict.KEEP)).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(drain(parking, 100, Verdict.DROP)).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(stage().parked(parking)).isEmpty();
    }

    /** {@code then: drop} does so, without parking, and what comes after it goes on. */
    @Test
    @Needs({Capability.SEND, Capability.STORED})
    default void whatIsToBeDroppedIsDropped() {
        Served receiver = Served.open(stage(), 1, "on-failure: {retry: 1, backoff: 1ms, then: drop}");
        Channel orders = stage().caller("").channel(Plan.ORDERS);
        orders.send(Worker.work("throw").withKey("k"));
        orders.send(Worker.work("next").withKey("k"));
        Await.until("all ran", () -> stage().worker.ran().size() >= 3);
        receiver.awaitInFlight(0);

        assertThat(stage().worker.ran()).containsExactlyInAnyOrder("throw", "throw", "next");
        if (stage().has(Capability.RECEIVER_ORDER)) {
            assertThat(stage().worker.ran()).endsWith("next");
        }
        if (stage().has(Capability.PARKING)) {
            assertThat(stage().parked(receiver.subscription())).isEmpty();
        }
    }

    /** {@code then: stop} receives no more; nothing is lost, and all of it comes when receiving is resumed. */
    @Test
    @Needs({Capability.SEND, Capability.STORED, Capability.PAUSE})
    default void aReceiverStopsWhereItIsToldTo() {
        Served receiver = Served.open(stage(), 1, "concurrency: 4, on-failure: {retry: 1, backoff: 1ms, then: stop}");
        Channel orders = stage().caller("").channel(Plan.ORDERS);
        receiver.subscription().pause();
        for (String each : List.of("sick", "second", "third")) {
            orders.send(Worker.work(each).withKey("k"));
        }
        receiver.subscription().resume();
        Await.until("it ran twice", () -> stage().worker.ran("sick") == 2);
        receiver.awaitInFlight(0);

        boolean ordered = stage().has(Capability.RECEIVER_ORDER);
        if (ordered) {
            assertThat(stage().worker.ran()).as("what comes after it waits").containsExactly("sick", "sick");
        }
        if (ordered && stage().has(Capability.DEPTH)) {
            Await.until(
                    "three wait: " + receiver.subscription().depth(),
                    () -> receiver.subscription().depth().waiting() == 3);
        }
        stage().worker.heal();
        receiver.subscription().resume();
        Await.until("all ran", () -> stage().worker.ran().size() == 5);
        receiver.awaitInFlight(0);
        assertThat(stage().worker.ran()).containsExactlyInAnyOrder("sick", "sick", "sick", "second", "third");
        if (stage().has(Capability.KEY_ORDER)) {
            assertThat(stage().worker.ran()).containsExactly("sick", "sick", "sick", "second", "third");
        }
    }

    /** An event of a type that a group does not know is none of its business: it is not parked. */
    @Test
    @Needs({Capability.PUBLISH, Capability.PARKING})
    default void anEventThatAGroupDoesNotKnowIsNotParked() {
        List<String> heard = new ArrayList<>();
        var ipc = stage().receiver(1, how -> {});
        Subscription billing = ipc.channel(Plan.NEWS)
                .subscribe(
                        "billing",
                        Worker.Work.class,
                        event -> heard.add(event.payload().what()));
        ipc.start();
        Await.result(ipc.ready());
        Channel news = stage().caller("").channel(Plan.NEWS);
        news.publish(Event.of(new Unknown("x")).withKey("k"));
        news.publish(Stage.event("known").withKey("k"));
        Await.until("the one that it knows was heard", () -> billing.depth().inFlight() == 0 && !heard.isEmpty());

        assertThat(heard).containsExactly("known");
        assertThat(stage().parked(billing)).isEmpty();
    }

    /** So many are parked, numbered in order. */
    private Subscription parked(int count) {
        Served receiver = Served.open(stage(), 1, AT_ONCE);
        Channel orders = stage().caller("").channel(Plan.ORDERS);
        for (int i = 0; i < count; i++) {
            orders.send(Worker.work("sick:" + i).withKey("k"));
            if (!stage().has(Capability.RECEIVER_ORDER)) {
                stage().awaitParked(receiver.subscription(), i + 1); // else nobody knows which is the oldest
            }
        }
        stage().awaitParked(receiver.subscription(), count);
        receiver.awaitInFlight(0);
        return receiver.subscription();
    }

    /** The numbers of those visited. */
    private static List<Integer> drain(Subscription parking, int most, Verdict verdict) {
        List<Integer> visited = new ArrayList<>();
        int count = Await.result(parking.drainParked(most, each -> {
            String body = new String(each.body(), StandardCharsets.UTF_8);
            String digits = body.replaceAll("\\D", "");
            visited.add(digits.isEmpty() ? -1 : Integer.parseInt(digits));
            return verdict;
        }));
        assertThat(count).isEqualTo(visited.size());
        return visited;
    }
}
