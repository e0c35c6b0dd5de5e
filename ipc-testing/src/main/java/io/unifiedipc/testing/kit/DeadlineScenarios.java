package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Received;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.Worker.Done;
import io.unifiedipc.testing.kit.Worker.Work;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A caller's patience, at each step. */
interface DeadlineScenarios extends Scenarios {
    /** One handler at a time, so that a second message waits. */
    String ONE_BY_ONE = "concurrency: 1, window: 8";

    /** So long that what must reach its handler before has reached it, and it passes nevertheless. */
    Duration PASSES = Duration.ofMillis(800);
    /** A handler that has not begun by then never will. */
    Duration LONGEST = Duration.ofSeconds(10);

    /** The deadline passes before the message is sent: it never is. */
    @EachStyle(contract = false)
    @Needs(Capability.REQUEST)
    default void aDeadlineBeforeItIsSent(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller("timeout: 20s");
        stage().hold.hold();
        isTimeout(style.call(caller, impatient("late", Duration.ofMillis(200))).failure(), Executed.NO);

        stage().stillServes(caller);
        assertThat(stage().worker.ran())
                .as("what was not sent in time never is")
                .containsExactly("ok");
    }

    /** It passes while the message waits for its turn at the receiver: it is never started. */
    @EachStyle(contract = false)
    @Needs(Capability.REQUEST)
    default void aDeadlineInTheQueue(CallStyle style) {
        Served receiver = Served.open(stage(), 1, ONE_BY_ONE);
        Ipc caller = stage().caller("timeout: 20s");
        var running = caller.channel(Plan.ORDERS).callAsync(Worker.work("hang"), Done.class);
        stage().worker.awaitHanging(1);
        isTimeout(style.call(caller, impatient("queued", PASSES)).failure(), Executed.MAYBE);
        passes(PASSES); // what remains is counted from the arrival, which no caller knows

        stage().worker.letGo();
        assertThat(Await.result(running).payload()).isEqualTo(new Done("hang"));
        receiver.awaitInFlight(0);
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).as("what is too late is not started").containsExactly("hang", "ok");
    }

    /** It passes while the handler runs: nobody knows what becomes of it, and the handler can see that nobody waits. */
    @EachStyle(contract = false)
    @Needs(Capability.REQUEST)
    default void aDeadlineWhileItRuns(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller("timeout: 20s");
        stage().stillServes(caller);
        for (String what : List.of("hang", "never")) {
            passesWhileItRuns(style, caller, what);
        }
        assertThat(stage().worker.ran()).containsExactly("ok", "hang", "never");
        Received<Work> hanging = stage().worker.seen.get(1);
        Await.until("the handler can see that it is late: " + hanging.remaining(), () -> {
            Duration remaining = hanging.remaining();
            return remaining != null && remaining.isNegative() && hanging.cancelled();
        });
        stage().worker.letGo();
        stage().stillServes(caller);
    }

    /** On a busy machine a deadline may pass before its handler has begun: then the next is longer. Answers how many there were. */
    private int passesWhileItRuns(CallStyle style, Ipc caller, String what) {
        Duration patience = PASSES;
        IpcException failure;
        int tries = 0;
        do {
            tries++;
            assertThat(patience).as("so long it was not even begun").isLessThan(LONGEST);
            failure = style.call(caller, impatient(what, patience)).failure();
            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            patience = patience.multipliedBy(2);
        } while (!stage().worker.ran().contains(what));
        isTimeout(failure, Executed.MAYBE);
        return tries;
    }

    /** An answer after the deadline goes to nobody, and is counted. */
    @EachStyle(contract = false)
    @Needs(
            value = {Capability.REQUEST, Capability.STORED},
            without = Capability.CANCEL_REACHES_PEER)
    default void aLateReplyIsCounted(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller("timeout: 20s");
        stage().stillServes(caller);
        int tries = passesWhileItRuns(style, caller, "hang");
        stage().worker.awaitHanging(1);
        assertThat(caller.counts().lateReplies())
                .as("those that expired before they ran are told so, late")
                .isLessThan(tries);
        stage().worker.letGo();

        Await.until("it is counted", () -> caller.counts().lateReplies() == tries);
        stage().stillServes(caller);
        assertThat(caller.counts().lateReplies()).isEqualTo(tries);
    }

    /** What remains of the caller's patience arrives with the message. */
    @EachStyle(contract = false)
    @Needs(Capability.REQUEST)
    default void theRemainingTimeArrives(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller("timeout: 40s");
        style.call(caller, impatient("patient", Duration.ofHours(1))).done();
        style.call(caller, Worker.work("as the channel")).done();

        assertThat(stage().worker.seen.get(0).remaining()).isBetween(Duration.ofMinutes(58), Duration.ofHours(1));
        assertThat(stage().worker.seen.get(1).remaining()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(40));
    }

    /** What a handler asks others has no more time than is left of what it was asked itself, unless it is detached. */
    @EachStyle(contract = false)
    @Needs(Capability.REQUEST)
    default void aHandlersOwnCallsInherit(CallStyle style) {
        Ipc caller = stage().caller("timeout: 40s");
        Worker asked = new Worker();
        caller.channel(Plan.REPLIES).handle(Work.class, work -> {
            asked.seen.add(work);
            return new Done(work.payload().what());
        });
        caller.start();
        Await.result(caller.ready());
        Ipc receiver = stage().receiver(1, how -> how.orders(""));
        receiver.channel(Plan.ORDERS).handle(Work.class, work -> {
            Command<Work> inner = impatient("inner", Duration.ofHours(1));
            receiver.channel(Plan.REPLIES).call(inner, Done.class);
            return receiver.channel(Plan.REPLIES).call(inner.detached(), Done.class);
        });
        receiver.start();
        Await.result(receiver.ready());
        assertThat(style.call(caller, Worker.work("outer")).done()).isEqualTo(new Done("inner"));

        assertThat(asked.seen.get(0).remaining()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(40));
        assertThat(asked.seen.get(1).remaining()).isBetween(Duration.ofMinutes(58), Duration.ofHours(1));
        caller.channel(Plan.ORDERS).call(Worker.work("again"), Done.class);
    }

    /** Who waits for nothing has no patience to end: what is stored outlives its sender's timeout. */
    @Test
    @Needs({Capability.SEND, Capability.STORED})
    default void aStoredMessageOutlivesItsSendersTimeout() {
        Served receiver = Served.open(stage(), 1, ONE_BY_ONE);
        Ipc caller = stage().caller("timeout: 20s");
        caller.channel(Plan.ORDERS).send(Worker.work("hang"));
        stage().worker.awaitHanging(1);
        caller.channel(Plan.ORDERS).send(impatient("patient", PASSES));
        passes(PASSES.plusMillis(50));
        stage().worker.letGo();

        Await.until("it ran", () -> stage().worker.ran().contains("patient"));
        assertThat(stage().worker.seen.get(1).remaining()).as("nobody waits").isNull();
        receiver.awaitInFlight(0);
    }

    /** What has waited longer than its sender said is not handled any more. */
    @Test
    @Needs({Capability.SEND, Capability.STORED})
    default void whatExpiredIsNotHandled() {
        expires("on-failure: {then: drop}");
        stage().stillServes(stage().caller("timeout: 20s"));
        assertThat(stage().worker.ran()).contains("hang", "fresh", "ok").doesNotContain("old");
    }

    /** It is put aside. */
    @Test
    @Needs({Capability.SEND, Capability.PARKING})
    default void whatExpiredIsParked() {
        Served receiver = expires("on-failure: {retry: 3}");
        var parked = stage().awaitParked(receiver.subscription(), 1).get(0);

        assertThat(parked.reason()).startsWith("EXPIRED").contains("NO");
        assertThat(new String(parked.body(), StandardCharsets.UTF_8)).contains("old");
        assertThat(stage().worker.ran()).containsExactly("hang", "fresh");
    }

    /** One message waits until it has expired, and one that may wait longer comes after it. */
    private Served expires(String orders) {
        Served receiver = Served.open(stage(), 1, ONE_BY_ONE + ", " + orders);
        Ipc caller = stage().caller("timeout: 20s");
        caller.channel(Plan.ORDERS).send(Worker.work("hang").withKey("k"));
        stage().worker.awaitHanging(1);
        caller.channel(Plan.ORDERS).send(Worker.work("old").withKey("k").withExpiry(Duration.ofMillis(200)));
        caller.channel(Plan.ORDERS).send(Worker.work("fresh").withKey("k").withExpiry(Duration.ofHours(1)));
        passes(Duration.ofMillis(300));
        stage().worker.letGo();
        Await.until("the fresh one ran", () -> stage().worker.ran().contains("fresh"));
        receiver.awaitInFlight(0);
        return receiver;
    }

    private static Command<Work> impatient(String what, Duration timeout) {
        return Worker.work(what).withTimeout(timeout);
    }

    private static void passes(Duration time) {
        long began = System.nanoTime();
        Await.until(time + " have passed", () -> System.nanoTime() - began > time.toNanos());
    }

    private static void isTimeout(IpcException failure, Executed executed) {
        Expect.failure(Kind.TIMEOUT, executed, failure);
    }
}
