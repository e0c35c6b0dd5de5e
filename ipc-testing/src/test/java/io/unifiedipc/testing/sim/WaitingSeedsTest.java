package io.unifiedipc.testing.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waiting for a permit on one thread and in no time of this world. */
class WaitingSeedsTest {
    private static final String YAML = """
            ipc:
              service: shop
              max-outstanding: 3
              channels:
                a: {transport: memory, timeout: 10s, max-outstanding: 2, when-full: wait}
                b: {transport: memory, timeout: 10s, max-outstanding: 1, when-full: wait}
            """;

    record Work(int number) {}

    record Done(int number) {}

    @Seeds(200)
    void whoWaitsIsServedOrWasNotSent(Simulation world) {
        world.faults().stop();
        Set<Integer> ran = new TreeSet<>();
        try (Ipc ipc = world.builder().yaml(YAML).build()) {
            ipc.channel("a").handle(Work.class, work -> {
                world.advance(Duration.ofMillis(work.payload().number() % 7));
                ran.add(work.payload().number());
                return ipc.channel("b").call(Command.of(work.payload()), Done.class);
            });
            ipc.channel("b").handle(Work.class, work -> new Done(work.payload().number()));
            ipc.start();
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Command<Work> command = Command.of(new Work(i));
                all.add(ipc.channel("a")
                        .callAsync(i % 5 == 4 ? command.withTimeout(Duration.ofMillis(4)) : command, Done.class)
                        .thenApply(document -> document.payload().number()));
            }
            assertThat(ipc.channel("a").call(Command.of(new Work(99)), Done.class))
                    .isEqualTo(new Done(99));
            for (int i = 0; i < all.size(); i++) {
                check(i, all.get(i), ran);
            }
            world.runUntilQuiet();
            assertThat(ipc.counts().outstanding() + ipc.counts().waiting()).isZero();
            assertThat(ipc.exchanges()).isEmpty();
        }
    }

    private static void check(int number, CompletableFuture<Integer> future, Set<Integer> ran) {
        try {
            assertThat(future.join()).isEqualTo(number);
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOfSatisfying(IpcException.class, failure -> {
                assertThat(number % 5).isEqualTo(4);
                assertThat(failure.kind()).isIn(Kind.TIMEOUT, Kind.EXPIRED);
                if (failure.executed() == Executed.NO) {
                    assertThat(ran).doesNotContain(number);
                }
            });
        }
    }
}
