package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Interaction;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.spi.Settlement;
import io.unifiedipc.testing.Ipcs;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever ends in whichever way, observers are told once. */
class ObserverStormTest {
    record Work(int number) {}

    record Done(int number) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Ipcs ipcs = new Ipcs(guard);
    private final Tally tally = new Tally();

    /** How often each thing was told, and about what. */
    private static final class Tally implements Observer {
        final Map<Call, AtomicInteger> sent = new ConcurrentHashMap<>();
        final Map<Call, AtomicInteger> ended = new ConcurrentHashMap<>();
        final Map<String, AtomicInteger> received = new ConcurrentHashMap<>();
        final Map<String, AtomicInteger> settled = new ConcurrentHashMap<>();
        final Map<String, AtomicInteger> counted = new ConcurrentHashMap<>();
        final AtomicInteger undecided = new AtomicInteger();

        private static <K> void count(Map<K, AtomicInteger> of, K what) {
            of.computeIfAbsent(what, w -> new AtomicInteger()).incrementAndGet();
        }

        private static String id(Interaction call) {
            return call.envelope().headers().get(HeaderNames.ID, "");
        }

        @Override
        public void sent(Call call) {
            count(sent, call);
        }

        @Override
        public void ended(Call call) {
            count(ended, call);
            if (!call.isDone() || call.attempts() != 1) {
                undecided.incrementAndGet();
            }
        }

        @Override
        public void received(Interaction first) {
            count(received, id(first));
        }

        @Override
        public void settled(Interaction attempt, Settlement how) {
            count(settled, id(attempt));
        }

        @Override
        public void counted(String what, String channel) {
            count(counted, what);
        }

        int times(String what) {
            AtomicInteger count = counted.get(what);
            return count == null ? 0 : count.get();
        }
    }

    private static void onceEach(Map<?, AtomicInteger> told) {
        assertThat(told.values()).allSatisfy(times -> assertThat(times).hasValue(1));
    }

    @Test
    void eachCallAndMessageIsToldOnce() {
        Ipc ipc = ipcs.open(
                "works@: {transport: memory, max-outstanding: 40, concurrency: 4, window: 16}\n"
                        + "news@: {kind: events, transport: memory, on-failure: {retry: off, then: drop}}",
                tally);
        ipc.channel(ipcs.name("works@")).handle(Work.class, work -> {
            if (work.payload().number() % 7 == 0) {
                throw new IllegalStateException("seven");
            }
            return new Done(work.payload().number());
        });
        ipc.channel(ipcs.name("news@")).subscribe("one", Done.class, done -> {
            if (done.payload().number() % 5 == 0) {
                throw new IllegalStateException("five");
            }
        });
        ipc.start();
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            callers.add(Await.running(() -> storm(ipc)));
        }
        callers.forEach(Await::result);
        Await.until(
                "all has ended",
                () -> ipc.counts().outstanding() == 0
                        && ipc.counts().inFlight() == 0
                        && tally.sent.size() == tally.ended.size()
                        && tally.received.size() == tally.settled.size());

        assertThat(tally.sent).hasSize(4 * 1_000);
        onceEach(tally.sent);
        onceEach(tally.ended);
        onceEach(tally.received);
        onceEach(tally.settled);
        assertThat(tally.ended.keySet()).isEqualTo(tally.sent.keySet());
        assertThat(tally.settled.keySet()).isEqualTo(tally.received.keySet());
        assertThat(tally.undecided).hasValue(0);
    }

    /** Answers, failures, refusals by the limit, cancellations and deadlines, all at once. */
    private void storm(Ipc ipc) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Command<Work> command = Command.of(new Work(i));
            switch (i % 4) {
                case 0 -> all.add(ipc.channel(ipcs.name("works@")).callAsync(command, Done.class));
                case 1 -> {
                    CompletableFuture<?> given =
                            ipc.channel(ipcs.name("works@")).callAsync(command, Done.class);
                    given.cancel(true);
                    all.add(given);
                }
                case 2 ->
                    all.add(ipc.channel(ipcs.name("works@"))
                            .callAsync(command.withTimeout(Duration.ofMillis(1)), Done.class));
                default -> all.add(ipc.channel(ipcs.name("news@")).publishAsync(Event.of(new Done(i))));
            }
        }
        all.forEach(each -> Await.result(each.handle((value, failed) -> "over")));
    }

    @Test
    void whatComesTooLateIsCounted() throws InterruptedException {
        Ipc ipc = ipcs.open("works@: {transport: memory, concurrency: 1, on-failure: {retry: off, then: drop}}", tally);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ipc.channel(ipcs.name("works@")).handle(Work.class, work -> {
            begun.countDown();
            release.await();
            return new Done(work.payload().number());
        });
        ipc.start();
        CompletableFuture<?> late = ipc.channel(ipcs.name("works@"))
                .callAsync(Command.of(new Work(1)).withTimeout(Duration.ofSeconds(1)), Done.class);
        Await.until("it has begun before its time was over", () -> begun.getCount() == 0);
        ipc.channel(ipcs.name("works@")).send(Command.of(new Work(2)).withExpiry(Duration.ofMillis(1)));
        assertThat(Await.failure(late))
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT));

        release.countDown();
        Await.until(
                "both are counted",
                () -> tally.times(Context.EXPIRED) == 1
                        && tally.times(Context.LATE_REPLY) + tally.times(Context.LOST_DELIVERY) == 1);
        assertThat(ipc.counts().lateReplies()).isEqualTo(tally.times(Context.LATE_REPLY));
    }
}
