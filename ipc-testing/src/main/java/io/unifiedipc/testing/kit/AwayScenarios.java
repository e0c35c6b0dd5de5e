package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Channel;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.CallStyle.Outcome;
import io.unifiedipc.testing.kit.Worker.Done;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The receiver is away: before a call, during it, and for a while. */
interface AwayScenarios extends Scenarios {
    /** A caller that is there first learns that nobody is, and that nothing ran; when somebody comes it works by itself. */
    @EachStyle
    @Needs({Capability.REQUEST, Capability.ABSENCE_KNOWN})
    default void theCallerIsThereFirst(CallStyle style) {
        Ipc caller = stage().caller("timeout: 20s");
        for (int i = 0; i < 3; i++) {
            IpcException failure = style.call(caller, Worker.work("early")).failure();

            assertThat(failure.kind()).as(failure.toString()).isIn(absent());
            assertThat(failure.executed()).as(failure.toString()).isEqualTo(Executed.NO);
        }
        stage().serving("");
        assertThat(style.call(caller, Worker.work("now")).done()).isEqualTo(new Done("now"));
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("now", "ok");
    }

    /** Where a message waits for a receiver that has never been there, it is handled when one comes. */
    @EachStyle
    @Needs(
            value = {Capability.REQUEST, Capability.SEND, Capability.STORED},
            without = Capability.ABSENCE_KNOWN)
    default void whatIsSentFirstWaits(CallStyle style) {
        Ipc caller = stage().caller("timeout: 20s");
        caller.channel(Plan.ORDERS).send(Worker.work("early"));
        var waiting = style.start(caller, Worker.work("asked early"));
        Await.until("it is under way", () -> caller.counts().outstanding() == 1);
        stage().serving("");

        assertThat(Await.result(waiting).done()).isEqualTo(new Done("asked early"));
        Await.until("both ran", () -> stage().worker.seen.size() == 2);
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactlyInAnyOrder("early", "asked early", "ok");
    }

    /** A receiver goes and another one comes: callers find it by themselves. */
    @EachStyle
    @Needs(Capability.REQUEST)
    default void anotherReceiverComes(CallStyle style) {
        Ipc caller = stage().caller("timeout: 20s");
        for (int i = 0; i < 3; i++) {
            Ipc receiver = stage().serving("");
            assertThat(style.call(caller, Worker.work("round " + i)).done()).isEqualTo(new Done("round " + i));
            receiver.close();
            if (!stage().has(Capability.STORED)) {
                Expect.failure(
                        Kind.UNREACHABLE,
                        Executed.NO,
                        style.call(caller, Worker.work("gap " + i)).failure());
            }
        }
        stage().serving("");
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("round 0", "round 1", "round 2", "ok");
    }

    /** Stored messages and requests wait for a receiver that comes back. */
    @EachStyle
    @Needs({Capability.REQUEST, Capability.SEND, Capability.STORED})
    default void whatIsStoredWaitsForItsReceiver(CallStyle style) {
        Ipc caller = stage().caller("timeout: 20s");
        stage().serving("").close();
        Channel orders = caller.channel(Plan.ORDERS);
        List<String> all = List.of("a", "b", "c", "d", "e");
        all.forEach(each -> orders.send(Worker.work(each)));
        var waiting = style.start(caller, Worker.work("asked"));
        Await.until("it is under way", () -> caller.counts().outstanding() == 1);
        Served receiver = Served.open(stage(), 1, "");

        assertThat(Await.result(waiting).done()).isEqualTo(new Done("asked"));
        Await.until("all ran", () -> stage().worker.seen.size() == all.size() + 1);
        receiver.awaitInFlight(0);
        assertThat(stage().worker.ran()).containsAll(all).hasSize(all.size() + 1);
    }

    /** Where nothing is stored, a receiver that dies in the middle of a request is felt at once: nobody knows what it did. */
    @EachStyle
    @Needs(value = Capability.REQUEST, without = Capability.STORED)
    default void aReceiverThatDiesIsFelt(CallStyle style) {
        MortalReceiver mortal = stage().mortal(1, "");
        Ipc caller = stage().caller("timeout: 60s"); // longer than anybody waits here
        var running = style.start(caller, Worker.work("hang"));
        mortal.awaitHanging(1);
        mortal.kill();

        Expect.failure(
                Kind.CONNECTION_LOST, Executed.MAYBE, Await.result(running).failure());
        Expect.failure(
                Kind.UNREACHABLE,
                Executed.NO,
                style.call(caller, Worker.work("gap")).failure());
        stage().serving("");
        stage().stillServes(caller);
    }

    /** Where messages come again, the next receiver answers in its place, or the caller's patience ends. */
    @EachStyle
    @Needs({Capability.REQUEST, Capability.STORED, Capability.REDELIVERY})
    default void theNextReceiverAnswersForOneThatDied(CallStyle style) {
        stage().receivers(2);
        MortalReceiver mortal = stage().mortal(1, "");
        Ipc caller = stage().caller("timeout: 15s");
        var running = style.start(caller, Worker.work("hang"));
        mortal.awaitHanging(1);
        mortal.kill();
        stage().worker.letGo();
        Served.open(stage(), 2, "");
        Outcome outcome = Await.result(running);

        if (outcome.thrown() == null) {
            assertThat(outcome.done()).isEqualTo(new Done("hang"));
            assertThat(stage().worker.ran()).containsExactly("hang");
        } else {
            Expect.failure(Kind.TIMEOUT, Executed.MAYBE, outcome.thrown());
        }
        stage().stillServes(caller);
    }

    /** What a caller may hear of a place where nobody has been. */
    private List<Kind> absent() {
        return stage().has(Capability.STORED)
                ? List.of(Kind.UNROUTABLE, Kind.NOBODY_LISTENING)
                : List.of(Kind.UNREACHABLE);
    }

    /** One-way to nobody is a failure too, where that is known: a command is never lost in silence. */
    @Test
    @Needs({Capability.SEND, Capability.ABSENCE_KNOWN})
    default void aCommandToNobodyIsRefused() {
        Ipc caller = stage().caller("timeout: 20s");
        IpcException failure =
                (IpcException) Await.failure(caller.channel(Plan.ORDERS).sendAsync(Worker.work("early")));

        assertThat(failure.kind()).as(failure.toString()).isIn(absent());
        assertThat(failure.executed()).as(failure.toString()).isEqualTo(Executed.NO);
        stage().serving("");
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("ok");
    }
}
