package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Exchange;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.testing.Ipcs;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that wait for a permit, those that handlers make, and who can be seen to hold what. */
class WaitingTest {
    record Work(int number) {}

    record Done(int number) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Ipcs ipcs = new Ipcs(guard);
    private final String works = ipcs.name("works@");
    private final Semaphore release = new Semaphore(0);
    private final Set<Integer> ran = ConcurrentHashMap.newKeySet();

    @AfterEach
    void letGo() {
        release.release(1_000);
    }

    private Ipc open(String further, String options) {
        Ipc ipc = ipcs.open(further, "works@: {transport: memory, timeout: 20s, " + options + "}");
        ipc.channel(works).handle(Work.class, work -> {
            release.acquire();
            ran.add(work.payload().number());
            return new Done(work.payload().number());
        });
        ipc.start();
        return ipc;
    }

    private CompletableFuture<Done> blocking(Ipc ipc, int number) {
        return Await.started(
                () -> Objects.requireNonNull(ipc.channel(works).call(Command.of(new Work(number)), Done.class)));
    }

    private CompletableFuture<Done> async(Ipc ipc, int number) {
        return ipc.channel(works)
                .callAsync(Command.of(new Work(number)), Done.class)
                .thenApply(document -> document.payload());
    }

    private static void counts(Ipc ipc, int outstanding, int waiting) {
        Await.until(
                outstanding + " hold a permit and " + waiting + " wait",
                () -> ipc.counts().outstanding() == outstanding && ipc.counts().waiting() == waiting);
    }

    @Test
    void allAreServedInTheEndBlockingAndNot() {
        Ipc ipc = open("", "max-outstanding: 2, when-full: wait");
        List<CompletableFuture<Done>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(i % 2 == 0 ? blocking(ipc, i) : async(ipc, i));
        }
        counts(ipc, 2, 18);
        assertThat(ipc.describe()).contains("outstanding(2, wait)");
        release.release(20);

        for (int i = 0; i < 20; i++) {
            assertThat(Await.result(all.get(i))).isEqualTo(new Done(i));
        }
        assertThat(ran).hasSize(20);
    }

    @Test
    void whoseTimeRunsOutWasNotSentAndSaysWhy() {
        Ipc ipc = open("", "max-outstanding: 1, when-full: wait");
        CompletableFuture<Done> first = async(ipc, 1);
        Command<Work> hasty = Command.of(new Work(2)).withTimeout(Duration.ofMillis(60));
        IpcException blocking = (IpcException)
                Await.failure(Await.started(() -> ipc.channel(works).call(hasty, Done.class)));
        IpcException async = (IpcException) Await.failure(
                ipc.channel(works).callAsync(Command.of(new Work(3)).withTimeout(Duration.ofMillis(60)), Done.class));

        for (IpcException each : List.of(blocking, async)) {
            assertThat(each.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(each.executed()).isEqualTo(Executed.NO);
            assertThat(each.text()).contains("waited for a permit of '" + works + "' and was not sent");
        }
        counts(ipc, 1, 0);
        release.release(10);
        Await.result(first);
        assertThat(ran).containsExactly(1);
    }

    @Test
    void whoIsCancelledOrInterruptedWasNotSent() {
        Ipc ipc = open("", "max-outstanding: 1, when-full: wait");
        CompletableFuture<Done> first = async(ipc, 1);
        CompletableFuture<?> cancelled = ipc.channel(works).callAsync(Command.of(new Work(2)), Done.class);
        AtomicInteger said = new AtomicInteger();
        Thread interrupted = new Thread(() -> {
            try {
                ipc.channel(works).call(Command.of(new Work(3)), Done.class);
            } catch (IpcException e) {
                said.set(e.kind() == Kind.CANCELLED && e.executed() == Executed.NO ? 1 : -1);
            }
        });
        interrupted.start();
        counts(ipc, 1, 2);
        cancelled.cancel(true);
        interrupted.interrupt();

        counts(ipc, 1, 0);
        Await.until("it was told", () -> said.get() == 1);
        release.release(10);
        Await.result(first);
        assertThat(ran).containsExactly(1);
    }

    @Test
    void theQueueHasAnEnd() {
        Ipc ipc = open("", "max-outstanding: 1, when-full: wait, max-waiting: 3");
        List<CompletableFuture<Done>> all =
                IntStream.range(0, 4).mapToObj(i -> async(ipc, i)).toList();
        IpcException refused = (IpcException) Await.failure(async(ipc, 4));

        assertThat(refused.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(refused.executed()).isEqualTo(Executed.NO);
        assertThat(refused.text()).contains("3 calls wait for a permit, its max-waiting");
        release.release(10);
        all.forEach(Await::result);
        assertThat(ran).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void theServiceHasABoundOverAllItsChannels() {
        Ipc ipc = ipcs.open("max-outstanding: 3\n", """
                works@: {transport: memory, timeout: 20s, when-full: wait}
                others@: {transport: memory, timeout: 20s}
                """);
        for (String channel : List.of(works, ipcs.name("others@"))) {
            ipc.channel(channel).handle(Work.class, work -> {
                release.acquire();
                return new Done(work.payload().number());
            });
        }
        ipc.start();
        List<CompletableFuture<Done>> all =
                IntStream.range(0, 5).mapToObj(i -> async(ipc, i)).toList();
        counts(ipc, 3, 2);

        assertThatThrownBy(() -> ipc.channel(ipcs.name("others@")).send(Command.of(new Work(9))))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.OVERLOADED);
                    assertThat(e.executed()).isEqualTo(Executed.NO);
                    assertThat(e.text())
                            .contains("has 3 under way, ipc.max-outstanding", "3 of them Work on '" + works);
                });
        release.release(10);
        all.forEach(Await::result);
    }

    @Test
    void closingTellsThoseThatWait() {
        Ipc receiver = open("", "max-outstanding: 1");
        Ipc caller = ipcs.open("works@: {transport: memory, timeout: 20s, max-outstanding: 1, when-full: wait}");
        CompletableFuture<Done> first = async(caller, 1);
        CompletableFuture<Done> second = async(caller, 2);
        CompletableFuture<Done> third = blocking(caller, 3);
        counts(caller, 1, 2);

        guard.mayBeBusy(caller);
        caller.close();

        for (CompletableFuture<Done> each : List.of(second, third)) {
            IpcException failure = (IpcException) Await.failure(each);
            assertThat(failure.kind()).isEqualTo(Kind.CLOSED);
            assertThat(failure.executed()).isEqualTo(Executed.NO);
        }
        assertThat(Await.failure(first)).isInstanceOf(IpcException.class);
        assertThat(caller.counts().waiting()).isZero();
        release.release(10);
        Await.until("it is idle", () -> receiver.counts().inFlight() == 0);
    }

    @Test
    void whoHoldsAndWhoWaitsCanBeAsked() {
        Ipc ipc = open("", "max-outstanding: 1, when-full: wait");
        Command<Work> command = Command.of(new Work(1));
        CompletableFuture<?> holds = ipc.channel(works).callAsync(command, Done.class);
        CompletableFuture<Done> waits = async(ipc, 2);
        List<Exchange> exchanges = ipc.exchanges();

        assertThat(exchanges)
                .extracting(Exchange::state)
                .containsExactly(Exchange.State.UNDER_WAY, Exchange.State.WAITING);
        Exchange first = exchanges.get(0);
        assertThat(first.channel()).isEqualTo(works);
        assertThat(first.operation()).isEqualTo("Work");
        assertThat(first.style()).isEqualTo("request");
        assertThat(first.attempt()).isEqualTo(1);
        assertThat(first.id()).isEqualTo(command.id());
        assertThat(first.age()).isBetween(Duration.ZERO, Duration.ofSeconds(20));
        assertThat(first.remaining()).isBetween(Duration.ZERO, Duration.ofSeconds(20));
        assertThat(first.nested()).isFalse();
        release.release(2);
        Await.result(holds);
        Await.result(waits);
        Await.until("nothing is left", () -> ipc.exchanges().isEmpty());
    }

    /** With one permit a channel, a handler could not call back unless its calls had permits of their own. */
    @ParameterizedTest
    @ValueSource(strings = {"reject", "wait"})
    void handlersGoOnWhileTheirCallersHoldAllPermits(String whenFull) {
        Ipc ipc = ipcs.open("workers: 8\n", """
                a@: {transport: memory, timeout: 20s, max-outstanding: 1, when-full: %1$s}
                b@: {transport: memory, timeout: 20s, max-outstanding: 1, when-full: %1$s}
                """.formatted(whenFull));
        String a = ipcs.name("a@");
        String b = ipcs.name("b@");
        List<Boolean> nested = new ArrayList<>();
        callsTheOther(ipc, a, b, nested);
        callsTheOther(ipc, b, a, nested);
        ipc.start();

        for (int round = 0; round < 20; round++) {
            assertThat(ipc.channel(a).call(Command.of(new Work(2)), Done.class)).isEqualTo(new Done(2));
        }
        assertThat(nested).containsOnly(true).hasSize(20 * 2);
    }

    /** The last call wants the permit that the first holds, which waits for it: it must not wait in turn. */
    @Test
    void aChainThatComesBackDoesNotWaitForItself() {
        Ipc ipc = ipcs.open("workers: 8\n", """
                a@: {transport: memory, timeout: 60s, max-outstanding: 1, when-full: wait}
                b@: {transport: memory, timeout: 60s, max-outstanding: 1, when-full: wait}
                """);
        String a = ipcs.name("a@");
        String b = ipcs.name("b@");
        List<Boolean> nested = new ArrayList<>();
        AtomicInteger refused = new AtomicInteger();
        callsTheOther(ipc, b, a, nested);
        ipc.channel(a).handle(Work.class, work -> {
            try {
                return ipc.channel(b).call(Command.of(new Work(work.payload().number() - 1)), Done.class);
            } catch (IpcException e) {
                if (e.kind() == Kind.OVERLOADED && e.text().contains("it might wait for itself")) {
                    refused.incrementAndGet();
                }
                throw e;
            }
        });
        ipc.start();
        CompletableFuture<?> chain = ipc.channel(a).callAsync(Command.of(new Work(3)), Done.class);

        assertThat(Await.failure(chain))
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FAILED));
        assertThat(refused).hasValue(1);
    }

    private static void callsTheOther(Ipc ipc, String own, String other, List<Boolean> nested) {
        ipc.channel(own).handle(Work.class, work -> {
            int deeper = work.payload().number() - 1;
            if (deeper >= 0) {
                ipc.channel(other).call(Command.of(new Work(deeper)), Done.class);
                return new Done(deeper + 1);
            }
            synchronized (nested) {
                ipc.exchanges().stream().filter(Exchange::nested).forEach(each -> nested.add(each.nested()));
            }
            return new Done(0);
        });
    }

    /** More callers than handlers can be, all of whose handlers call: those wait for permits that other handlers hold. */
    @Test
    void aPoolFullOfHandlersThatCallIsNoDeadlock() {
        Ipc ipc = ipcs.open("workers: 64\n", """
                a@: {transport: memory, timeout: 20s, when-full: wait, concurrency: 32}
                b@: {transport: memory, timeout: 20s, max-outstanding: 3, when-full: wait, concurrency: 32}
                """);
        String a = ipcs.name("a@");
        String b = ipcs.name("b@");
        ipc.channel(a).handle(Work.class, work -> ipc.channel(b).call(Command.of(work.payload()), Done.class));
        ipc.channel(b).handle(Work.class, work -> new Done(work.payload().number()));
        ipc.start();

        List<CompletableFuture<Done>> all = IntStream.range(0, 500)
                .mapToObj(i -> ipc.channel(a)
                        .callAsync(Command.of(new Work(i)), Done.class)
                        .thenApply(document -> document.payload()))
                .toList();

        for (int i = 0; i < 500; i++) {
            assertThat(Await.result(all.get(i))).isEqualTo(new Done(i));
        }
    }

    @Test
    void eventsWaitAsWell() {
        Ipc ipc = ipcs.open("works@: {kind: events, transport: memory, max-outstanding: 1, when-full: wait}");
        AtomicInteger heard = new AtomicInteger();
        ipc.channel(works).subscribe("all", Work.class, event -> heard.incrementAndGet());
        ipc.start();

        List<CompletableFuture<Void>> threads = IntStream.range(0, 8)
                .mapToObj(thread -> Await.running(() -> {
                    for (int i = 0; i < 200; i++) {
                        ipc.channel(works).publish(Event.of(new Work(i)));
                    }
                }))
                .toList();

        threads.forEach(Await::result);
        Await.until("all are heard: " + heard, () -> heard.get() == 8 * 200);
    }
}
