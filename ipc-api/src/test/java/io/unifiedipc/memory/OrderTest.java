package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Await;
import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Ipc;
import io.unifiedipc.Ipcs;
import io.unifiedipc.LeakGuard;
import io.unifiedipc.Parked;
import io.unifiedipc.Received;
import io.unifiedipc.Subscription;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lanes, retries, competing receivers: what order is kept, and who gets what. */
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

    private void sendAll(Ipc ipc, int keys, int each) {
        for (int number = 0; number < each; number++) {
            for (int key = 0; key < keys; key++) {
                ipc.channel(steps).send(step("k" + key, number));
            }
        }
    }

    private int count() {
        return seen.values().stream().mapToInt(List::size).sum();
    }

    private void inOrder() {
        assertThat(broken).isEmpty();
        seen.forEach((key, numbers) -> assertThat(numbers).as(key).isSorted().doesNotHaveDuplicates());
    }

    @Test
    void oneKeyIsInOrder() {
        Ipc ipc = open(", concurrency: 16");
        ipc.channel(steps).handle(Step.class, this::work);
        ipc.start();
        sendAll(ipc, 8, 200);
        Await.until("all ran", () -> count() == 1_600);

        inOrder();
    }

    @Test
    void handlersThatAnswerLaterKeepTheOrderToo() {
        Ipc ipc = open(", concurrency: 4");
        ipc.channel(steps).handle(Step.class, step -> {
            note(step);
            return CompletableFuture.runAsync(
                    () -> busy.remove(step.key()),
                    CompletableFuture.delayedExecutor(
                            ThreadLocalRandom.current().nextInt(2), TimeUnit.MILLISECONDS));
        });
        ipc.start();
        sendAll(ipc, 4, 50);
        Await.until("all ran", () -> count() == 200);

        inOrder();
    }

    @Test
    void differentKeysOverlap() throws InterruptedException {
        Ipc ipc = open(", concurrency: 4");
        CountDownLatch all = new CountDownLatch(4);
        AtomicInteger overlapped = new AtomicInteger();
        ipc.channel(steps).handle(Step.class, step -> {
            all.countDown();
            if (all.await(10, TimeUnit.SECONDS)) {
                overlapped.incrementAndGet();
            }
            return null;
        });
        ipc.start();
        sendAll(ipc, 4, 1);

        assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        Await.until("all overlapped", () -> overlapped.get() == 4);
    }

    @Test
    void neverMoreThanTheConcurrency() {
        Ipc ipc = open(", concurrency: 3, window: 64");
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ipc.channel(steps).handle(Step.class, step -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            LockSupport.parkNanos(200_000);
            now.decrementAndGet();
            seen.computeIfAbsent("", k -> Collections.synchronizedList(new ArrayList<>()))
                    .add(step.payload().number());
            return null;
        });
        ipc.start();
        for (int i = 0; i < 200; i++) {
            ipc.channel(steps).send(Command.of(new Step("", i)));
        }
        Await.until("all ran", () -> count() == 200);

        assertThat(most.get()).isBetween(2, 3);
    }

    @Test
    void aRetryBlocksItsKeyAndNoOther() throws InterruptedException {
        Ipc ipc = open(", concurrency: 1, window: 16, on-failure: {retry: 5, backoff: 150ms}");
        CountDownLatch others = new CountDownLatch(10);
        AtomicInteger attempts = new AtomicInteger();
        ipc.channel(steps).handle(Step.class, step -> {
            if (step.key().equals("bad") && step.payload().number() == 0 && attempts.incrementAndGet() < 2) {
                throw new IllegalStateException("again");
            }
            work(step);
            if (step.key().equals("good")) {
                // It comes through while the other key waits, on the only place there is.
                assertThat(seen).doesNotContainKey("bad");
                others.countDown();
            }
            return null;
        });
        ipc.start();
        ipc.channel(steps).send(step("bad", 0));
        ipc.channel(steps).send(step("bad", 1));
        for (int i = 0; i < 10; i++) {
            ipc.channel(steps).send(step("good", i));
        }

        assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
        Await.until("the bad key came through", () -> count() == 12);
        inOrder();
        assertThat(attempts).hasValue(2);
    }

    @Test
    void orderIsKeptOverRetries() {
        Ipc ipc = open(", concurrency: 8, on-failure: {retry: 20, backoff: 1ms}");
        ipc.channel(steps).handle(Step.class, step -> {
            if (ThreadLocalRandom.current().nextInt(4) == 0) {
                throw new IllegalStateException("again");
            }
            return work(step);
        });
        ipc.start();
        sendAll(ipc, 8, 30);
        Await.until("all ran", () -> count() == 240);

        inOrder();
    }

    @Test
    void receiversShareAndKeepTheOrder() {
        Set<Integer> by = ConcurrentHashMap.newKeySet();
        List<Ipc> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int number = i;
            Ipc ipc = open(", concurrency: 4, window: 4");
            ipc.channel(steps).handle(Step.class, step -> {
                by.add(number);
                return work(step);
            });
            ipc.start();
            both.add(ipc);
        }
        sendAll(both.get(0), 8, 100);
        Await.until("all ran", () -> count() == 800);

        inOrder();
        assertThat(by).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void eachGroupGetsAllAndSharesIt() {
        Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
        List<Ipc> all = new ArrayList<>();
        for (String instance : List.of("1", "2")) {
            Ipc ipc = ipcs.open("events@: {transport: memory, kind: events, concurrency: 2, window: 2}");
            for (String group : List.of("a", "b")) {
                ipc.channel(ipcs.name("events@")).subscribe(group, Step.class, event -> {
                    counts.computeIfAbsent(group, g -> new AtomicInteger()).incrementAndGet();
                    counts.computeIfAbsent(group + instance, g -> new AtomicInteger())
                            .incrementAndGet();
                    LockSupport.parkNanos(50_000);
                });
            }
            ipc.start();
            all.add(ipc);
        }
        for (int i = 0; i < 300; i++) {
            all.get(0).channel(ipcs.name("events@")).publish(Event.of(new Step("", i)));
        }
        Await.until("both got all", () -> total(counts, "a") >= 300 && total(counts, "b") >= 300);

        assertThat(total(counts, "a")).isEqualTo(300);
        assertThat(total(counts, "b")).isEqualTo(300);
        assertThat(counts).containsKeys("a1", "a2", "b1", "b2");
    }

    private static int total(Map<String, AtomicInteger> counts, String of) {
        return counts.getOrDefault(of, new AtomicInteger()).get();
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
