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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Far more calls than permits, of callers that wait, give up and cancel: each is told the truth once, and all permits come back. */
class WaitingStormTest {
    private static final int THREADS = 8;
    private static final int EACH = 4_000;

    record Work(int what) {}

    @Operation(nonBlocking = true)
    record Quick(int what) {}

    record Done(int what) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Ipcs ipcs = new Ipcs(guard);
    private final List<String> channels = List.of(ipcs.name("works@"), ipcs.name("others@"), ipcs.name("strict@"));
    private final Set<String> handled = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
    private final Set<String> saidNo = ConcurrentHashMap.newKeySet();
    private final Set<String> saidYes = ConcurrentHashMap.newKeySet();
    private final Set<Kind> kinds = ConcurrentHashMap.newKeySet();

    private Ipc open() {
        Ipc ipc = ipcs.open("max-outstanding: 9\n", """
                works@: {transport: memory, timeout: 5s, max-outstanding: 6, when-full: wait, max-waiting: 200}
                others@: {transport: memory, timeout: 5s, max-outstanding: 6, when-full: wait, max-waiting: 20}
                strict@: {transport: memory, timeout: 5s, max-outstanding: 6}
                """);
        for (String channel : channels) {
            ipc.channel(channel).handle(Work.class, work -> {
                handled.add(work.id());
                if (work.payload().what() % 7 == 0) {
                    throw new IllegalStateException("broken");
                }
                // Of those that wait themselves none calls again: it could wait for itself.
                return work.payload().what() % 11 == 0
                        ? ipc.channel(channels.get(0)).call(Command.of(new Quick(1)), Done.class)
                        : new Done(work.payload().what());
            });
            ipc.channel(channel).handle(Quick.class, work -> {
                handled.add(work.id());
                return new Done(work.payload().what());
            });
        }
        ipc.start();
        return ipc;
    }

    private void outcome(Command<?> command, Throwable failure) {
        outcomes.computeIfAbsent(command.id(), id -> new AtomicInteger()).incrementAndGet();
        if (failure == null) {
            saidYes.add(command.id());
        } else if (failure instanceof IpcException e) {
            kinds.add(e.kind());
            if (e.executed() == Executed.NO) {
                saidNo.add(command.id());
            } else if (e.executed() == Executed.YES) {
                saidYes.add(command.id());
            }
        } else if (!(failure instanceof CancellationException)) {
            throw new AssertionError("not our failure", failure);
        }
    }

    private void call(Ipc ipc, List<CompletableFuture<?>> open) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int what = random.nextInt(1_000);
        Command<?> command = random.nextBoolean() ? Command.of(new Work(what)) : Command.of(new Quick(what));
        if (random.nextInt(4) == 0) {
            command = command.withTimeout(Duration.ofMillis(1 + random.nextInt(3)));
        }
        Command<?> sent = command;
        String channel = channels.get(random.nextInt(channels.size()));
        if (random.nextInt(3) == 0) {
            try {
                ipc.channel(channel).call(sent, Done.class);
                outcome(sent, null);
            } catch (IpcException e) {
                outcome(sent, e);
            }
            return;
        }
        CompletableFuture<?> future = ipc.channel(channel).callAsync(sent, Done.class);
        open.add(future.handle((done, failure) -> {
            outcome(sent, failure);
            return sent;
        }));
        if (random.nextInt(4) == 0) {
            future.cancel(true);
        }
    }

    @Test
    void whatIsSaidIsTrueAndNothingIsLeft() {
        Ipc ipc = open();
        List<CompletableFuture<Void>> threads = IntStream.range(0, THREADS)
                .mapToObj(thread -> Await.running(() -> {
                    List<CompletableFuture<?>> open = new ArrayList<>();
                    for (int i = 0; i < EACH; i++) {
                        call(ipc, open);
                    }
                    open.forEach(each -> Await.until("it has an outcome", each::isDone));
                }))
                .toList();
        threads.forEach(Await::result);
        Await.until(
                "nothing is under way: " + ipc.counts(),
                () -> ipc.counts().outstanding()
                                + ipc.counts().waiting()
                                + ipc.counts().inFlight()
                        == 0);

        assertThat(ipc.exchanges()).isEmpty();
        assertThat(outcomes).hasSize(THREADS * EACH);
        assertThat(outcomes.values()).allMatch(times -> times.get() == 1);
        assertThat(saidNo).as("said NO, and ran").noneMatch(handled::contains);
        assertThat(saidYes).as("said YES, and did not run").allMatch(handled::contains);
        assertThat(kinds).containsAll(EnumSet.of(Kind.OVERLOADED, Kind.TIMEOUT, Kind.FAILED));
        assertThat(saidYes.size()).as("most came through").isGreaterThan(THREADS * EACH / 10);
        System.out.println(
                "storm: " + saidYes.size() + " yes, " + saidNo.size() + " no, " + handled.size() + " handled");
    }
}
