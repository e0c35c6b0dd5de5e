package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Channel;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.CallStyle.Outcome;
import io.unifiedipc.testing.kit.TransportUnderTest.BreaksConnections;
import io.unifiedipc.testing.kit.TransportUnderTest.StopsBroker;
import io.unifiedipc.testing.kit.Worker.Done;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is between caller and receiver breaks, or is away: before a call, during it, and for a while. */
interface BrokenScenarios extends Scenarios {
    /** Connections break while a call runs: nobody knows what came of it, unless it is answered after all; the next works. */
    @EachStyle
    @Needs(value = Capability.REQUEST, power = BreaksConnections.class)
    default void connectionsBreakDuringACall(CallStyle style) throws Exception {
        stage().serving("concurrency: 4");
        Ipc caller = stage().caller("timeout: 15s");
        var running = style.start(caller, Worker.work("hang"));
        stage().worker.awaitHanging(1);
        ((BreaksConnections) stage().transport()).breakConnections(stage().plan());
        if (!stage().has(Capability.STORED)) {
            Expect.failure(
                    Kind.CONNECTION_LOST, Executed.MAYBE, Await.result(running).failure());
        }
        eventuallyServes(style, caller);
        stage().worker.letGo();
        Outcome outcome = Await.result(running);
        if (outcome.thrown() != null) {
            assertThat(outcome.failure().kind()).as(outcome.toString()).isIn(Kind.CONNECTION_LOST, Kind.TIMEOUT);
            assertThat(outcome.failure().executed()).as(outcome.toString()).isEqualTo(Executed.MAYBE);
        }
        stage().stillServes(caller);
    }

    /** The broker is away before a call: what could not be handed over did not run, and all flows when it is back. */
    @EachStyle
    @Needs(value = Capability.REQUEST, power = StopsBroker.class)
    default void theBrokerIsAwayBeforeACall(CallStyle style) throws Exception {
        stage().serving("");
        Ipc caller = stage().caller("timeout: 3s");
        stage().stillServes(caller);
        broker().stopBroker(stage().plan());
        IpcException failure;
        try {
            failure = style.call(caller, Worker.work("gap")).failure();
        } finally {
            broker().startBroker(stage().plan());
        }
        assertThat(failure.kind()).as(failure.toString()).isIn(Kind.UNREACHABLE, Kind.CONNECTION_LOST, Kind.TIMEOUT);
        if (failure.kind() == Kind.UNREACHABLE) {
            assertThat(failure.executed()).as(failure.toString()).isEqualTo(Executed.NO);
        }
        eventuallyServes(style, caller);
        stage().stillServes(caller);
        if (failure.executed() == Executed.NO) {
            assertThat(stage().worker.ran()).as("NO never runs").doesNotContain("gap");
        }
    }

    /** It goes away when a call is with its receiver: nobody knows what comes of it, and all flows when it is back. */
    @EachStyle
    @Needs(value = Capability.REQUEST, power = StopsBroker.class)
    default void theBrokerGoesAwayDuringACall(CallStyle style) throws Exception {
        stage().serving("concurrency: 4");
        Ipc caller = stage().caller("timeout: 6s");
        var running = style.start(caller, Worker.work("hang"));
        stage().worker.awaitHanging(1);
        broker().stopBroker(stage().plan());
        stage().worker.letGo(); // its reply finds no way
        IpcException failure;
        try {
            failure = Await.result(running).failure();
        } finally {
            broker().startBroker(stage().plan());
        }
        assertThat(failure.kind()).as(failure.toString()).isIn(Kind.CONNECTION_LOST, Kind.TIMEOUT);
        assertThat(failure.executed()).as(failure.toString()).isEqualTo(Executed.MAYBE);
        eventuallyServes(style, caller);
        stage().stillServes(caller);
    }

    /** One-way: what was taken before is handled after, and what failed with NO is not; nobody needs a restart. */
    @Test
    @Needs(
            value = {Capability.SEND, Capability.STORED, Capability.REDELIVERY},
            power = StopsBroker.class)
    default void whatTheBrokerTookSurvivesItsAbsence() throws Exception {
        Served receiver = Served.open(stage(), 1, "concurrency: 1, window: 2");
        Channel orders = stage().caller("timeout: 3s").channel(Plan.ORDERS);
        List<String> taken = List.of("hang", "a", "b", "c");
        if (!stage().has(Capability.DURABLE)) {
            taken = List.of("hang"); // what only waits is with the broker alone
        }
        taken.forEach(each -> orders.send(Worker.work(each)));
        stage().worker.awaitHanging(1);
        broker().stopBroker(stage().plan());
        stage().worker.letGo();
        broker().startBroker(stage().plan());
        Await.until("a message goes through", () -> sent(orders, "after"));

        List<String> all = taken;
        Await.until(
                "all ran: " + all,
                () -> stage().worker.ran().containsAll(all)
                        && stage().worker.ran().contains("after"));
        receiver.awaitInFlight(0);
    }

    /** What is stored when the broker stops is there when it is back, for a receiver that comes later. */
    @Test
    @Needs(
            value = {Capability.SEND, Capability.STORED, Capability.DURABLE},
            power = StopsBroker.class)
    default void whatIsStoredOutlivesTheBroker() throws Exception {
        stage().serving("").close();
        Channel orders = stage().caller("timeout: 10s").channel(Plan.ORDERS);
        List<String> all = List.of("a", "b", "c", "d", "e");
        all.forEach(each -> orders.send(Worker.work(each)));
        broker().stopBroker(stage().plan());
        broker().startBroker(stage().plan());
        Served receiver = Served.open(stage(), 1, "");

        Await.until("all ran", () -> stage().worker.ran().containsAll(all));
        receiver.awaitInFlight(0);
    }

    private StopsBroker broker() {
        return (StopsBroker) stage().transport();
    }

    /** Calls until one is answered: whoever connects again needs a moment. */
    private static void eventuallyServes(CallStyle style, Ipc caller) {
        Await.until(
                "a call is answered",
                () -> new Done("back")
                        .equals(style.call(caller, Worker.work("back").withTimeout(Duration.ofSeconds(2)))
                                .reply()));
    }

    private static boolean sent(Channel orders, String what) {
        try {
            orders.send(Worker.work(what));
            return true;
        } catch (IpcException e) {
            return false;
        }
    }
}
