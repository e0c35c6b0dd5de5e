package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Subscription;
import io.unifiedipc.json.JsonCodec;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Settlement;
import io.unifiedipc.testing.Ipcs;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a broker's restart, its absence and the death of a process do to those who use it. */
class PowersTest {
    record Work(String what) {}

    record Done(String what) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Ipcs ipcs = new Ipcs(guard);
    private final MemoryBroker broker = ipcs.broker();
    private final String works = ipcs.name("works@");
    private final String channel = "works@: {transport: memory, concurrency: 4}";
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    private Subscription subscription;

    private Ipc receiver() {
        Ipc ipc = ipcs.open(channel);
        subscription = ipc.channel(works).handle(Work.class, work -> {
            handled.add(work.payload().what());
            if (work.payload().what().equals("hang")
                    && handled.stream().filter("hang"::equals).count() == 1) {
                release.await();
            }
            return new Done(work.payload().what());
        });
        ipc.start();
        return ipc;
    }

    private void quiet() {
        Await.until("nothing is left", () -> broker.unsettled() == 0);
    }

    private static void is(Throwable failure, Kind kind, Executed executed) {
        assertThat(failure).isInstanceOfSatisfying(IpcException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e.executed()).isEqualTo(executed);
        });
    }

    private CompletableFuture<?> call(Ipc ipc, String what) {
        return ipc.channel(works).callAsync(Command.of(new Work(what)), Done.class);
    }

    @Test
    void aRestartFailsWhatIsPendingAndBringsBackWhatIsUnsettled() {
        Ipc receiver = receiver();
        Ipc caller = ipcs.open(channel);
        CompletableFuture<?> pending = call(caller, "hang");
        Await.until("it runs", () -> handled.size() == 1);

        broker.restart();
        is(Await.failure(pending), Kind.CONNECTION_LOST, Executed.MAYBE);
        assertThat(caller.counts().pendingReplies()).isZero();
        Await.until("it came again", () -> handled.size() == 2);
        release.countDown();
        quiet();
        Await.result(call(caller, "next"));
        Await.until("nothing is in flight", () -> receiver.counts().inFlight() == 0);
    }

    @Test
    void whileTheBrokerIsAwayNothingIsTakenAndNothingIsLost() {
        Ipc receiver = receiver();
        Ipc caller = ipcs.open(channel);
        subscription.pause();
        Await.result(caller.channel(works).sendAsync(Command.of(new Work("stored"))));

        broker.stop();
        is(Await.failure(call(caller, "one")), Kind.UNREACHABLE, Executed.NO);
        is(Await.failure(caller.channel(works).sendAsync(Command.of(new Work("two")))), Kind.UNREACHABLE, Executed.NO);
        subscription.resume();
        assertThat(handled).isEmpty();
        assertThat(subscription.depth().waiting()).isEqualTo(-1);
        broker.resume();
        quiet();
        assertThat(handled).containsExactly("stored");
        Await.result(call(caller, "three"));
        assertThat(receiver.counts().outstanding()).isZero();
    }

    @Test
    void whoBeginsToReceiveWhileTheBrokerIsAwayIsReadyWhenItIsBack() {
        broker.stop();
        receiver();
        assertThat(subscription.ready()).isNotDone();
        broker.resume();
        Await.result(subscription.ready());
    }

    @Test
    void aKilledServiceIsCutOffAndItsMessagesGoElsewhere() {
        Ipc first = receiver();
        guard.mayBeBusy(first);
        Ipc caller = ipcs.open(channel);
        Await.result(caller.channel(works).sendAsync(Command.of(new Work("hang"))));
        Await.until("it runs", () -> handled.size() == 1);
        CompletableFuture<?> pending = call(caller, "hang");
        Await.until("it is done", () -> handled.size() == 2);
        Await.result(pending);
        Await.until("it is settled", () -> broker.unsettled() == 1);

        broker.kill(ipcs.service(first));
        assertThat(broker.unsettled()).isEqualTo(1);
        is(
                Await.failure(first.channel(works).sendAsync(Command.of(new Work("from the dead")))),
                Kind.CONNECTION_LOST,
                Executed.MAYBE);
        is(Await.failure(call(first, "no place for its reply")), Kind.CONNECTION_LOST, Executed.NO);
        receiver();
        quiet();
        release.countDown();
        assertThat(handled).containsExactly("hang", "hang", "hang");
        broker.restart();
        Await.result(call(caller, "next"));
    }

    @Test
    void whoIsToBeKilledMustBeThere() {
        Ipc ipc = receiver();
        assertThatThrownBy(() -> broker.kill("nobody")).hasMessageContainingAll("nobody", ipcs.service(ipc));
    }

    @Test
    void aDeliveryThatWasLostDoesNothingMore() {
        Raw raw = new Raw(broker, "raw", ChannelKind.COMMANDS);
        List<Delivery> all = new ArrayList<>();
        AtomicInteger lost = new AtomicInteger();
        Intake intake = raw.link.receive(new ReceiveSpec("", List.of(), new JsonCodec(), 8), delivery -> {
            delivery.onLost(lost::incrementAndGet);
            all.add(delivery);
        });
        CompletableFuture<Envelope> reply = raw.request(Raw.envelope(Raw.headers("Any"), "1"));
        raw.send(Raw.envelope(Raw.headers("Any"), "2"));
        assertThat(broker.unsettled()).isEqualTo(2);
        assertThat(broker.unsettled("raw")).isEqualTo(2);

        broker.restart();
        is(Await.failure(reply), Kind.CONNECTION_LOST, Executed.MAYBE);
        assertThat(lost).hasValue(2);
        assertThat(all).hasSize(4);
        for (Delivery each : all.subList(0, 2)) {
            assertThat(each.live()).isFalse();
            each.settle(Settlement.ACK);
        }
        is(Await.failure(all.get(0).reply(Envelope.EMPTY).toCompletableFuture()), Kind.CONNECTION_LOST, Executed.YES);
        assertThat(broker.unsettled()).isEqualTo(2);
        assertThat(all.get(2).attempt()).isEqualTo(2);
        all.subList(2, 4).forEach(each -> each.settle(Settlement.ACK));
        assertThat(broker.unsettled()).isZero();
        assertThat(lost).hasValue(2);
        intake.stop();
    }
}
