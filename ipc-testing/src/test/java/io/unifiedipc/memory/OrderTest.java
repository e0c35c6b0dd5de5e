package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Ipc;
import io.unifiedipc.Parked;
import io.unifiedipc.Received;
import io.unifiedipc.Subscription;
import io.unifiedipc.testing.Ipcs;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a receiver that closes leaves to others, and in which order; more of it is in the conformance kit. */
class OrderTest {
    record Step(String key, int number) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Ipcs ipcs = new Ipcs(guard);
    private final String steps = ipcs.name("steps@");
    private final Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final List<String> broken = Collections.synchronizedList(new ArrayList<>());

    private Ipc open(String options) {
        return ipcs.open("steps@: {transport: memory" + options + "}");
    }

    private static Command<Step> step(String key, int number) {
        return Command.of(new Step(key, number)).withKey(key);
    }

    /** Notes a step, and whether its key was being handled already. */
    private void note(Received<Step> step) {
        if (!busy.add(step.key())) {
            broken.add("two at a time: " + step.payload());
        }
        seen.computeIfAbsent(step.key(), k -> Collections.synchronizedList(new ArrayList<>()))
                .add(step.payload().number());
    }

    private Object work(Received<Step> step) {
        note(step);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(300_000));
        busy.remove(step.key());
        return null;
    }

    private int count() {
        return seen.values().stream().mapToInt(List::size).sum();
    }

    private void inOrder() {
        assertThat(broken).isEmpty();
        seen.forEach((key, numbers) -> assertThat(numbers).as(key).isSorted().doesNotHaveDuplicates());
    }

    @Test
    void whatAClosedReceiverLeftComesAgain() throws InterruptedException {
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        Ipc first = ipcs.open("close-within: 100ms\n", "steps@: {transport: memory, concurrency: 1}");
        first.channel(steps).handle(Step.class, step -> {
            running.countDown();
            never.await();
            return null;
        });
        first.start();
        Ipc second = open(", concurrency: 1");
        for (int i = 0; i < 3; i++) {
            second.channel(steps).send(step("k", i));
        }
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        second.channel(steps).handle(Step.class, step -> {
            events.add(step.payload().number() + " attempt " + step.attempt());
            return null;
        });
        guard.mayBeBusy(first);
        first.close();
        second.start();
        Await.until("all came again", () -> events.size() == 3);

        assertThat(events.get(0)).isEqualTo("0 attempt 2");
        assertThat(events).extracting(e -> e.charAt(0)).containsExactly('0', '1', '2');
    }

    /** While the first of a key is still being handled in one that closes, its next must not start in another. */
    @Test
    void aClosingReceiverKeepsItsKeyUntilItLetsGo() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        Ipc first = open(", concurrency: 1");
        first.channel(steps).handle(Step.class, step -> {
            note(step);
            running.countDown();
            release.await();
            busy.remove(step.key());
            return null;
        });
        first.start();
        for (int i = 0; i < 5; i++) {
            first.channel(steps).send(step("k", i));
        }
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        Ipc second = open(", concurrency: 4");
        second.channel(steps).handle(Step.class, this::work);
        second.start();
        guard.mayBeBusy(first);
        CompletableFuture<Void> closing = Await.running(first::close);
        Await.until("it has handed back", () -> first.counts().inFlight() == 1);
        second.channel(steps).send(step("other", 0));
        Await.until("another key comes through meanwhile", () -> seen.containsKey("other"));
        release.countDown();
        Await.result(closing);
        Await.until("all ran", () -> count() == 6);

        inOrder();
    }

    @Test
    void aHandlerThatFailsWhileItsReceiverClosesIsNotParkedEarly() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        Ipc first = open(", on-failure: {retry: 3, backoff: 1ms}");
        first.channel(steps).handle(Step.class, step -> {
            running.countDown();
            release.await();
            throw new IllegalStateException("the pool of the application is closed by now");
        });
        first.start();
        first.channel(steps).send(step("k", 1));
        first.channel(steps).send(step("k", 2));
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        guard.mayBeBusy(first);
        CompletableFuture<Void> closing = Await.running(first::close);
        Ipc second = open("");
        Subscription subscription = second.channel(steps).handle(Step.class, this::work);
        Await.until("it has handed back what waited", () -> first.counts().inFlight() == 1);
        release.countDown();
        Await.result(closing);
        second.start();
        Await.until(
                "both came to the other, or are parked",
                () -> count() + parked(subscription).size() == 2);

        assertThat(seen.get("k")).containsExactly(1, 2);
    }

    private static List<Parked> parked(Subscription subscription) {
        List<Parked> all = new ArrayList<>();
        Await.result(subscription.drainParked(1_000, each -> {
            all.add(each);
            return Parked.Verdict.KEEP;
        }));
        return all;
    }

    @Test
    void aResponderCanBeAskedWhileOthersOnlyListen() {
        Ipc ipc = ipcs.open("asks@: {transport: memory, kind: events}");
        ipc.channel(ipcs.name("asks@")).respond("answers", Step.class, e -> new Step("answer", 1));
        ipc.channel(ipcs.name("asks@")).subscribe("listens", Step.class, e -> {});
        ipc.channel(ipcs.name("asks@")).respond("silent", String.class, e -> "of another type");
        ipc.start();
        var gathered =
                ipc.channel(ipcs.name("asks@")).gather(Event.of(new Step("", 1)).expecting(3), Step.class);

        assertThat(gathered.replies()).extracting(each -> each.payload()).containsExactly(new Step("answer", 1));
        assertThat(gathered.failures()).isEmpty();
    }
}
