package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.testing.Ipcs;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything at once: what is said of a call is true, and nothing is left over. */
class StressTest {
    private static final int THREADS = 8;
    private static final int EACH = 12_500;

    record Work(int what) {}

    @Operation(nonBlocking = true)
    record Quick(int what) {}

    record Done(int what) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Ipcs ipcs = new Ipcs(guard);
    private final String works = ipcs.name("works@");
    private final Set<String> handled = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
    private final Set<String> saidNo = ConcurrentHashMap.newKeySet();
    private final Set<String> saidYes = ConcurrentHashMap.newKeySet();
    private final Map<Kind, AtomicInteger> kinds = new ConcurrentHashMap<>();

    private Ipc receiver() {
        Ipc ipc = ipcs.open("close-within: 2s\n", "works@: {transport: memory, concurrency: 8, window: 64}");
        ipc.channel(works)
                .handle(Work.class, work -> answer(work.id(), work.payload().what()));
        ipc.channel(works)
                .handle(Quick.class, work -> answer(work.id(), work.payload().what()));
        ipc.start();
        return ipc;
    }

    private Object answer(String id, int what) {
        handled.add(id);
        if (what % 7 == 0) {
            throw new IllegalStateException("broken");
        }
        return what % 5 == 0 ? CompletableFuture.completedFuture(new Done(what)) : new Done(what);
    }

    private void outcome(Command<?> command, Throwable failure) {
        outcomes.computeIfAbsent(command.id(), id -> new AtomicInteger()).incrementAndGet();
        if (failure == null) {
            saidYes.add(command.id());
        } else if (failure instanceof IpcException e) {
            kinds.computeIfAbsent(e.kind(), k -> new AtomicInteger()).incrementAndGet();
            if (e.executed() == Executed.NO) {
                saidNo.add(command.id());
            } else if (e.executed() == Executed.YES) {
                saidYes.add(command.id());
            }
        } else if (!(failure instanceof java.util.concurrent.CancellationException)) {
            throw new AssertionError("not our failure", failure);
        }
    }

    private void call(Ipc caller, List<CompletableFuture<?>> open) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int what = random.nextInt(1_000);
        Command<?> command = random.nextBoolean() ? Command.of(new Work(what)) : Command.of(new Quick(what));
        if (random.nextInt(3) == 0) {
            command = command.withKey("k" + random.nextInt(16));
        }
        if (random.nextInt(4) == 0) {
            command = command.withTimeout(Duration.ofMillis(1 + random.nextInt(3)));
        }
        Command<?> sent = command;
        if (random.nextInt(3) == 0) {
            try {
                caller.channel(works).call(sent, Done.class);
                outcome(sent, null);
            } catch (IpcException e) {
                outcome(sent, e);
            }
            return;
        }
        CompletableFuture<?> future = caller.channel(works).callAsync(sent, Done.class);
        open.add(future.whenComplete((done, failure) -> outcome(sent, failure)));
        if (random.nextInt(4) == 0) {
            future.cancel(true);
        }
    }

    @Test
    void whatIsSaidIsTrue() throws InterruptedException {
        Ipc steady = receiver();
        Ipc caller = ipcs.open("works@: {transport: memory, max-outstanding: 64, timeout: 5s}");
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger closings = new AtomicInteger();
        Thread closer = new Thread(() -> {
            while (!over.get()) {
                Ipc other = receiver();
                int before = handled.size();
                Await.until("it took part", () -> handled.size() > before + 500 || over.get());
                guard.mayBeBusy(other);
                other.close();
                closings.incrementAndGet();
            }
        });
        closer.start();
        List<Thread> threads = new ArrayList<>();
        List<Throwable> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < THREADS; t++) {
            Thread thread = new Thread(() -> {
                try {
                    List<CompletableFuture<?>> open = new ArrayList<>();
                    for (int i = 0; i < EACH; i++) {
                        call(caller, open);
                    }
                    open.forEach(each -> Await.until("it has an outcome", each::isDone));
                } catch (RuntimeException | Error e) {
                    wrong.add(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        over.set(true);
        closer.join();
        Await.until("nothing is under way: " + caller.counts(), () -> {
            Ipc.Counts counts = caller.counts();
            return counts.outstanding() == 0 && counts.pendingReplies() == 0;
        });
        Await.until("nothing is in flight", () -> steady.counts().inFlight() == 0);
        System.out.println("stress: " + handled.size() + " handled, " + closings + " receivers closed, "
                + saidYes.size() + " yes, " + saidNo.size() + " no, failures " + kinds);

        assertThat(wrong).isEmpty();
        assertThat(outcomes).hasSize(THREADS * EACH);
        assertThat(outcomes.values()).allMatch(times -> times.get() == 1);
        assertThat(saidNo).as("said NO, and ran").noneMatch(handled::contains);
        assertThat(saidYes).as("said YES, and did not run").allMatch(handled::contains);
        assertThat(closings.get()).isPositive();
        assertThat(saidYes.size()).as("most came through").isGreaterThan(THREADS * EACH / 10);
    }
}
