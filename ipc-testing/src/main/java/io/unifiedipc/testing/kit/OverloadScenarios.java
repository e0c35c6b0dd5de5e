package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.CallStyle.Outcome;
import io.unifiedipc.testing.kit.Gauge.Load;
import io.unifiedipc.testing.kit.Worker.Done;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More than can be done: what is refused did not run, what is held has a bound, and afterwards all is well. */
interface OverloadScenarios extends Scenarios {
    /** So many times what the receiver takes. */
    int TENFOLD = 10;

    /** One exchange more than {@code max-outstanding} is refused here; the others are answered, and their permits come back. */
    @EachStyle(smoke = true)
    @Needs(Capability.REQUEST)
    default void oneMoreThanMayBeOutstandingIsRefused(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller("max-outstanding: 4, timeout: 20s");
        List<CompletableFuture<Outcome>> running = IntStream.range(0, 4)
                .mapToObj(i -> style.start(caller, Worker.work("hang:" + i)))
                .toList();
        stage().worker.awaitHanging(4);
        IpcException refused = Expect.failure(
                Kind.OVERLOADED,
                Executed.NO,
                style.call(caller, Worker.work("fifth")).failure());
        assertThat(refused.retrySafe()).isTrue();
        if (stage().has(Capability.SEND)) {
            Expect.failure(
                    Kind.OVERLOADED,
                    Executed.NO,
                    () -> caller.channel(Plan.ORDERS).send(Worker.work("sixth")));
        }
        assertThat(caller.counts().outstanding()).isEqualTo(4);
        stage().worker.letGo();
        for (int i = 0; i < 4; i++) {
            assertThat(Await.result(running.get(i)).done()).isEqualTo(new Done("hang:" + i));
        }
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).hasSize(5).doesNotContain("fifth", "sixth");
    }

    /** Whoever hears of an outcome may call again at once: the permit is there already. */
    @Test
    @Needs(Capability.REQUEST)
    default void aPermitIsBackBeforeItsCallerHears() {
        stage().serving("");
        Ipc caller = stage().caller("max-outstanding: 1, timeout: 20s");
        for (int i = 0; i < 200; i++) {
            AtomicInteger seen = new AtomicInteger(-1);
            Await.result(caller.channel(Plan.ORDERS)
                    .callAsync(Worker.work(i % 2 == 0 ? "ok" : "refuse"), Done.class)
                    .handle((done, failed) -> {
                        seen.set(caller.counts().outstanding());
                        return true;
                    }));
            assertThat(seen).as("round " + i).hasValue(0);
        }
    }

    /** Ten times the window at once, while nothing ends: what is held is counted exactly. */
    @Test
    @Needs(Capability.REQUEST)
    default void aFullReceiverTakesItsWindowAndNoMore() {
        int window = 6;
        int calls = TENFOLD * window;
        Gauge gauge = Gauge.shut();
        Ipc receiver = serving(gauge, "concurrency: 3, window: " + window);
        Ipc caller = stage().caller("timeout: 20s, max-outstanding: " + calls);
        Outcomes outcomes = new Outcomes();
        List<CompletableFuture<?>> all = callAll(caller, outcomes, calls);
        boolean stored = stage().has(Capability.STORED);
        Await.until(
                "the receiver is full, and the others wait elsewhere or are refused",
                () -> gauge.now() == 3
                        && receiver.counts().inFlight() == window
                        && caller.counts().outstanding() == (stored ? calls : window));
        assertThat(outcomes.count()).isEqualTo(stored ? 0 : calls - window);
        gauge.open();
        all.forEach(Await::result);

        outcomes.areTrue(calls, EnumSet.of(Kind.OVERLOADED), gauge::ran);
        assertThat(outcomes.saidYes()).isEqualTo(stored ? calls : window);
        assertThat(outcomes.saidYes() + outcomes.saidNo()).isEqualTo(calls);
        assertThat(gauge.most()).as("handlers at a time").isEqualTo(3);
        if (stored) {
            assertThat(gauge.mostTaken()).as("taken at a time").isLessThanOrEqualTo(window);
        }
        stage().stillServes(caller);
    }

    /** Wave after wave from several threads against a slow receiver and impatient callers. */
    @Test
    @Needs(Capability.REQUEST)
    default void wavesOfTenfoldLoadAreBounded() {
        int window = 4;
        int unit = stage().isSlow() ? 20 : 5; // a broker on a busy machine takes a while by itself
        Gauge gauge = Gauge.slow(unit);
        serving(gauge, "concurrency: 2, window: " + window);
        // Where a machine stands still for longer than callers wait, none comes through: then the next wait longer.
        int patience = 30 * unit;
        while (waves(gauge, window, patience).saidYes() == 0) {
            patience *= 2;
            assertThat(patience).as("ms for some to come through").isLessThan(10_000);
        }
        assertThat(gauge.most()).as("handlers at a time").isBetween(1, 2);
        stage().stillServes(stage().caller("timeout: 10s"));
    }

    private Outcomes waves(Gauge gauge, int window, int patienceMillis) {
        int waves = 5;
        int outstanding = 2 * TENFOLD * window;
        Ipc caller = stage().caller("timeout: " + patienceMillis + "ms, max-outstanding: " + outstanding);
        Outcomes outcomes = new Outcomes();
        AtomicInteger mostHeld = new AtomicInteger();
        List<CompletableFuture<Void>> threads = IntStream.range(0, 4)
                .mapToObj(thread -> Await.running(() -> {
                    for (int wave = 0; wave < waves; wave++) {
                        List<CompletableFuture<?>> all = callAll(caller, outcomes, TENFOLD * window);
                        Ipc.Counts counts = caller.counts();
                        mostHeld.accumulateAndGet(counts.pendingReplies(), Math::max);
                        all.forEach(Await::result);
                    }
                }))
                .toList();
        // All that they wait for has a bound of its own; together it may take longer than one wait.
        threads.forEach(CompletableFuture::join);

        // Late is who waited in the receiver until its caller's patience had ended: it says EXPIRED.
        outcomes.areTrue(
                4 * waves * TENFOLD * window, EnumSet.of(Kind.OVERLOADED, Kind.TIMEOUT, Kind.EXPIRED), gauge::ran);
        assertThat(mostHeld.get()).as("replies awaited at a time").isLessThanOrEqualTo(outstanding);
        assertThat(outcomes.saidNo()).as("some were refused").isPositive();
        Await.until("nothing is outstanding", () -> caller.counts().outstanding() == 0);
        return outcomes;
    }

    private Ipc serving(Gauge gauge, String keys) {
        Ipc receiver = stage().receiver(1, o -> o.orders(keys));
        gauge.serves(receiver);
        stage().worker.serves(receiver);
        receiver.start();
        Await.result(receiver.ready());
        return receiver;
    }

    private static List<CompletableFuture<?>> callAll(Ipc caller, Outcomes outcomes, int calls) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int number = 0; number < calls; number++) {
            Command<Load> command = Command.of(new Load(number));
            all.add(caller.channel(Plan.ORDERS).callAsync(command, Load.class).handle((reply, failed) -> {
                outcomes.ended(command.id(), failed);
                return command;
            }));
        }
        return all;
    }
}
