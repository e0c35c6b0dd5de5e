package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.json.JsonCodec;
import io.unifiedipc.memory.Faults.Effect;
import io.unifiedipc.memory.Faults.Fault;
import io.unifiedipc.memory.Faults.Step;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Settlement;
import io.unifiedipc.testing.Ipcs;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong at each step, and what both sides see of it. */
class FaultsTest {
    private static final long MS = 1_000_000;

    record Work(String what) {}

    record Done(String what) {}

    /** The faults of each step, in the order of its messages; nothing goes wrong when they are used up. */
    private static final class Script implements Faults {
        final Map<Step, ConcurrentLinkedQueue<Fault>> faults = new ConcurrentHashMap<>();
        volatile boolean newestFirst;

        Script at(Step step, Fault... these) {
            faults.computeIfAbsent(step, s -> new ConcurrentLinkedQueue<>()).addAll(List.of(these));
            return this;
        }

        @Override
        public Fault at(Step step, String place, Envelope message) {
            ConcurrentLinkedQueue<Fault> left = faults.get(step);
            Fault next = left == null ? null : left.poll();
            return next == null ? Fault.NONE : next;
        }

        @Override
        public int next(String place, int candidates) {
            return newestFirst ? candidates - 1 : 0;
        }
    }

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Script script = new Script();
    private final MemoryBroker broker = new MemoryBroker(script);
    private final Ipcs ipcs = new Ipcs(guard);
    private final String works = ipcs.name("works@");
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    private Ipc open() {
        Ipc ipc = ipcs.open("works@: {transport: memory, concurrency: 1}", broker);
        ipc.channel(works).handle(Work.class, work -> {
            handled.add(work.payload().what());
            if (work.payload().what().equals("hang")) {
                release.await();
            }
            return new Done(work.payload().what());
        });
        return ipc;
    }

    private Ipc started() {
        Ipc ipc = open();
        ipc.start();
        return ipc;
    }

    private void quiet() {
        Await.until("nothing is left: " + broker.unsettled(), () -> broker.unsettled() == 0);
        assertThat(broker.unsettled(works)).isZero();
    }

    private static void isMaybe(Throwable failure) {
        assertThat(failure).isInstanceOfSatisfying(IpcException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.CONNECTION_LOST);
            assertThat(e.executed()).isEqualTo(Executed.MAYBE);
        });
    }

    private void send(Ipc ipc, String what) {
        ipc.channel(works).send(Command.of(new Work(what)));
    }

    private Done call(Ipc ipc, String what) {
        return ipc.channel(works).call(Command.of(new Work(what)), Done.class);
    }

    @Test
    void aPublicationThatIsLostIsNeverHandledAndItsSenderCantKnow() {
        script.at(Step.PUBLISH, Fault.of(Effect.LOST), Fault.of(Effect.LOST));
        Ipc ipc = started();

        assertThatThrownBy(() -> send(ipc, "one")).satisfies(FaultsTest::isMaybe);
        assertThatThrownBy(() -> call(ipc, "two")).satisfies(FaultsTest::isMaybe);
        send(ipc, "three");
        quiet();
        assertThat(handled).containsExactly("three");
    }

    @Test
    void anUnconfirmedPublicationIsHandledAndItsSenderCantKnow() {
        script.at(Step.PUBLISH, Fault.of(Effect.UNCONFIRMED));
        Ipc ipc = started();

        assertThatThrownBy(() -> send(ipc, "one")).satisfies(FaultsTest::isMaybe);
        quiet();
        assertThat(handled).containsExactly("one");
    }

    @Test
    void whatIsPublishedOrDeliveredTwiceIsHandledTwiceAndAnsweredOnce() {
        script.at(Step.PUBLISH, Fault.of(Effect.TWICE))
                .at(Step.DELIVER, Fault.NONE, Fault.NONE, Fault.of(Effect.TWICE));
        Ipc ipc = started();

        assertThat(call(ipc, "one").what()).isEqualTo("one");
        quiet();
        assertThat(handled).containsExactly("one", "one");
        assertThat(call(ipc, "two").what()).isEqualTo("two");
        quiet();
        assertThat(handled).containsExactly("one", "one", "two", "two");
        Await.until("both late replies are counted", () -> late(ipc) == 2);
    }

    private static long late(Ipc ipc) {
        return ipc.counts().lateReplies();
    }

    @Test
    void whatIsDelayedArrivesLaterAndIsConfirmedThenAndKeepsTheOrderOfItsKey() {
        script.at(Step.PUBLISH, Fault.delay(30 * MS), Fault.NONE, Fault.NONE);
        Ipc ipc = started();

        CompletableFuture<?> one = sendAsync(ipc, "one", "k");
        CompletableFuture<?> two = sendAsync(ipc, "two", "k");
        CompletableFuture<?> other = sendAsync(ipc, "other", "l");
        Await.result(other);
        assertThat(broker.unsettled()).isGreaterThanOrEqualTo(one.isDone() ? 0 : 1);
        Await.result(two);
        assertThat(one).isDone();
        quiet();
        assertThat(handled.indexOf("one")).isLessThan(handled.indexOf("two"));
        assertThat(handled).hasSize(3);
    }

    private CompletableFuture<?> sendAsync(Ipc ipc, String what, String key) {
        return ipc.channel(works).sendAsync(Command.of(new Work(what)).withKey(key));
    }

    @Test
    void whatIsOnItsWayWhenItsSenderClosesStillArrives() {
        script.at(Step.PUBLISH, Fault.delay(Duration.ofHours(1).toNanos()));
        Ipc receiver = started();
        Ipc sender = ipcs.open("works@: {transport: memory}", broker);
        guard.mayBeBusy(sender);

        CompletableFuture<?> one = sendAsync(sender, "one", "k");
        assertThat(broker.unsettled()).isEqualTo(1);
        sender.close();
        assertThat(one).isDone();
        quiet();
        assertThat(handled).containsExactly("one");
        assertThat(receiver.counts().inFlight()).isZero();
    }

    @Test
    void aDeliveryThatIsLostComesAgainBeforeWhatFollows() {
        script.at(Step.DELIVER, Fault.of(Effect.LOST), Fault.of(Effect.LOST), Fault.delay(5 * MS));
        Ipc ipc = open();
        ipc.start();

        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(sendAsync(ipc, "m" + i, "k"));
        }
        all.forEach(Await::result);
        quiet();
        assertThat(handled).hasSize(20).first().isEqualTo("m0");
        assertThat(handled)
                .isSortedAccordingTo((a, b) -> Integer.parseInt(a.substring(1)) - Integer.parseInt(b.substring(1)));
    }

    @Test
    void aSettlementThatIsLostMakesItsMessageComeAgain() {
        script.at(Step.SETTLE, Fault.of(Effect.LOST), new Fault(Effect.LOST, 5 * MS), Fault.delay(5 * MS));
        Ipc ipc = started();

        send(ipc, "one");
        quiet();
        assertThat(handled).containsExactly("one", "one", "one");
    }

    @Test
    void aReplyThatIsLostLeavesItsCallerWaiting() {
        script.at(Step.REPLY, Fault.of(Effect.LOST));
        Ipc ipc = started();

        assertThatThrownBy(() -> ipc.channel(works)
                        .call(Command.of(new Work("one")).withTimeout(Duration.ofMillis(50)), Done.class))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.TIMEOUT);
                    assertThat(e.executed()).isEqualTo(Executed.MAYBE);
                });
        quiet();
        assertThat(ipc.counts().pendingReplies()).isZero();
    }

    @Test
    void aReplyMayComeTwiceOrLate() {
        script.at(Step.REPLY, Fault.of(Effect.TWICE), Fault.delay(5 * MS), Fault.of(Effect.UNCONFIRMED));
        Ipc ipc = started();

        for (String each : List.of("one", "two", "three")) {
            assertThat(call(ipc, each).what()).isEqualTo(each);
        }
        quiet();
        Await.until("the second is counted", () -> late(ipc) == 1);
    }

    @Test
    void keysOvertakeEachOtherAndNoneItself() {
        script.newestFirst = true;
        Ipc ipc = started();

        send(ipc, "hang");
        CompletableFuture<?>[] all = {
            sendAsync(ipc, "a1", "a"), sendAsync(ipc, "a2", "a"), sendAsync(ipc, "b1", "b"), sendAsync(ipc, "b2", "b")
        };
        Await.result(CompletableFuture.allOf(all));
        release.countDown();
        quiet();
        assertThat(handled).contains("hang", "a1", "a2", "b1", "b2");
        assertThat(handled.indexOf("a1")).isLessThan(handled.indexOf("a2"));
        assertThat(handled.indexOf("b1")).isLessThan(handled.indexOf("b2"));
    }

    @Test
    void theOneThatIsChosenIsTheOneThatIsHandedOver() {
        script.newestFirst = true;
        Raw raw = new Raw(broker, "raw", ChannelKind.COMMANDS);
        List<String> got = new ArrayList<>();
        List<Delivery> open = new ArrayList<>();
        var intake = raw.link.receive(new ReceiveSpec("", List.of(), new JsonCodec(), 1), delivery -> {
            got.add(new String(delivery.envelope().body(), StandardCharsets.UTF_8));
            open.add(delivery);
        });
        intake.pause();
        for (String each : List.of("1", "2", "3")) {
            raw.send(Raw.envelope(Raw.headers("Any"), each));
        }
        intake.resume();
        for (int i = 0; i < 3; i++) {
            open.get(i).settle(Settlement.ACK);
        }
        assertThat(got).containsExactly("3", "2", "1");
        assertThat(broker.unsettled()).isZero();
    }

    @Test
    void nothingArrivesBeforeItWasSent() {
        assertThatThrownBy(() -> Fault.delay(-1)).hasMessageContaining("-1 ns");
    }
}
