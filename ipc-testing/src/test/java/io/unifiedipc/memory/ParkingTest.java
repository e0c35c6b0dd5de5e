package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.Parked;
import io.unifiedipc.Subscription;
import io.unifiedipc.testing.Ipcs;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of messages that nobody can handle, and of those there is no room for. */
class ParkingTest {
    record Work(int number) {}

    @Operation(nonBlocking = true)
    record Quick(int number) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Ipcs ipcs = new Ipcs(guard);
    private final String works = ipcs.name("works@");
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch release = new CountDownLatch(1);
    private final Semaphore running = new Semaphore(0);
    private Ipc ipc;
    private Subscription subscription;

    private void open(String further, String options) {
        ipc = ipcs.open(further, "works@: {transport: memory" + options + "}");
        subscription = ipc.channel(works).handle(Work.class, work -> {
            ran.add(work.payload().number() + "/" + work.attempt());
            if (work.payload().number() < 0) {
                throw new IllegalStateException("can't do " + work.payload().number());
            }
            if (work.payload().number() >= 1_000) {
                running.release();
                release.await();
            }
            return null;
        });
        ipc.channel(works).handle(Quick.class, work -> {
            ran.add("quick " + work.payload().number());
            throw new IllegalStateException("at once");
        });
        ipc.start();
    }

    @AfterEach
    void letGo() {
        release.countDown();
    }

    private void send(int number) {
        ipc.channel(works).send(Command.of(new Work(number)).withKey("k"));
    }

    private List<Parked> drain(int most, Parked.Verdict verdict) {
        List<Parked> all = new ArrayList<>();
        int visited = Await.result(subscription.drainParked(most, each -> {
            all.add(each);
            return verdict;
        }));
        assertThat(visited).isEqualTo(all.size());
        return all;
    }

    private void awaitParked(int count) {
        Await.until(
                count + " are parked", () -> drain(1_000, Parked.Verdict.KEEP).size() == count);
    }

    @Test
    void whatFailsAgainIsVisitedOnce() {
        open("", ", on-failure: {retry: off}");
        for (int i = 0; i < 3; i++) {
            ipc.channel(works).send(Command.of(new Quick(i)));
        }
        awaitParked(3);

        assertThat(drain(1_000, Parked.Verdict.REPLAY)).hasSize(3);
        awaitParked(3);
        assertThat(ran).hasSize(6);
    }

    @Test
    void aFullParkingPlaceLosesNothing() {
        open("transports: {memory: {queue: 2}}\n", ", concurrency: 1, on-failure: {retry: off, backoff: 1ms}");
        for (int i = 1; i <= 3; i++) {
            int number = -i;
            Await.until("there is room", () -> {
                try {
                    send(number);
                    return true;
                } catch (IpcException e) {
                    return false;
                }
            });
            Await.until("it ran", () -> ran.contains(number + "/1"));
        }
        awaitParked(2);
        Await.until("the third is unsettled", () -> subscription.depth().inFlight() == 1);
        assertThat(drain(10, Parked.Verdict.DROP)).hasSizeBetween(2, 3);
        Await.until("the third found its place", () -> subscription.depth().inFlight() == 0);
        drain(10, Parked.Verdict.DROP);
        assertThat(ran).hasSize(3);
    }

    @Test
    void refusesWhatAQueueHasNoRoomFor() throws InterruptedException {
        open("transports: {memory: {queue: 2}}\n", ", concurrency: 1, window: 1");
        send(1_000);
        running.acquire();
        send(1_001);
        send(1_002);

        assertThatThrownBy(() -> send(1_003)).isInstanceOfSatisfying(IpcException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.OVERLOADED);
            assertThat(e.executed()).isEqualTo(Executed.NO);
            assertThat(e.retrySafe()).isTrue();
        });
        assertThat(subscription.depth()).isEqualTo(new Subscription.Depth(2, 1));
        release.countDown();
        Await.until("the three ran", () -> ran.size() == 3);
        send(4);
        Await.until("there is room again", () -> ran.contains("4/1"));
        assertThat(ran).doesNotContain("1003/1");
    }

    @Test
    void anEventGoesToAllGroupsOrToNone() throws InterruptedException {
        Ipc events = ipcs.open(
                "transports: {memory: {queue: 1}}\n",
                "events@: {transport: memory, kind: events, concurrency: 1, window: 1}");
        AtomicInteger quick = new AtomicInteger();
        AtomicInteger slow = new AtomicInteger();
        events.channel(ipcs.name("events@")).subscribe("quick", Work.class, e -> quick.incrementAndGet());
        Subscription slowly = events.channel(ipcs.name("events@")).subscribe("slow", Work.class, e -> {
            slow.incrementAndGet();
            running.release();
            release.await();
        });
        events.start();
        events.channel(ipcs.name("events@")).publish(Event.of(new Work(1)));
        running.acquire();
        Await.until("the quick group is through", () -> quick.get() == 1);
        events.channel(ipcs.name("events@")).publish(Event.of(new Work(2)));
        Await.until("the quick group is through", () -> quick.get() == 2);

        assertThatThrownBy(() -> events.channel(ipcs.name("events@")).publish(Event.of(new Work(3))))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.OVERLOADED);
                    assertThat(e.executed()).isEqualTo(Executed.NO);
                });
        assertThat(slowly.depth().waiting()).isEqualTo(1);
        release.countDown();
        Await.until("the slow one is through", () -> slow.get() == 2);
        assertThat(quick).hasValue(2);
    }

    @Test
    void aPauseBeforeTheStartCounts() {
        Ipc ipc = ipcs.open("orders@: {transport: memory}");
        AtomicInteger heard = new AtomicInteger();
        Subscription orders = ipc.channel(ipcs.name("orders@")).accept(Work.class, work -> heard.incrementAndGet());
        orders.pause();
        ipc.start();
        ipc.channel(ipcs.name("orders@")).send(Command.of(new Work(1)));

        assertThat(orders.depth().waiting()).isEqualTo(1);
        orders.resume();
        Await.until("heard after all", () -> heard.get() == 1);
    }

    @Test
    void pausesAndResumes() {
        open("", "");
        subscription.pause();
        subscription.pause();
        send(1);
        send(2);

        assertThat(subscription.depth()).isEqualTo(new Subscription.Depth(2, 0));
        assertThat(ran).isEmpty();
        subscription.resume();
        subscription.resume();
        Await.until("they ran", () -> ran.size() == 2);
        Await.until("all is settled", () -> subscription.depth().equals(new Subscription.Depth(0, 0)));
    }
}
