package io.unifiedipc.resilience.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Authorizer;
import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Extension;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.IpcException;
import io.unifiedipc.Operation;
import io.unifiedipc.Outcome;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.spi.OutcomeStore;
import io.unifiedipc.spi.OutcomeStoreProvider;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.testing.kit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a receiver uses a store: on which thread, what follows when the store breaks, who is asked before. */
@Timeout(60)
class StoreUseTest {
    @Operation(deduplicated = true, nonBlocking = true)
    record Quick(String what) {}

    @Operation(deduplicated = true)
    record Later(String what) {}

    /** Notes who calls, and breaks where it is told to. */
    private static final class Watched implements OutcomeStoreProvider, OutcomeStore {
        final List<String> calls = new CopyOnWriteArrayList<>();
        volatile String broken = "";
        private OutcomeStore store;

        @Override
        public String name() {
            return "watched";
        }

        @Override
        public Schema options() {
            return new MemoryOutcomesProvider().options();
        }

        @Override
        public OutcomeStore open(String block, Config options, Context context) {
            store = new MemoryOutcomesProvider().open(block, options, context);
            return this;
        }

        private void note(String what) {
            calls.add(what + " on " + Thread.currentThread().getName());
            if (broken.equals(what)) {
                throw new IllegalStateException("no " + what + " today");
            }
        }

        @Override
        public Beginning begin(Id id, String fingerprint) {
            note("begin");
            return store.begin(id, fingerprint);
        }

        @Override
        public void finish(Token token, Kept outcome) {
            note("finish");
            store.finish(token, outcome);
        }

        @Override
        public void release(Token token) {
            note("release");
            store.release(token);
        }

        @Override
        public void renew(Token token) {
            note("renew");
            store.renew(token);
        }

        @Override
        public Knowledge ask(Id id, Instant made) {
            note("ask");
            return store.ask(id, made);
        }

        @Override
        public Duration lease() {
            return store.lease();
        }
    }

    private final Watched store = new Watched();
    private final MemoryBroker broker = new MemoryBroker();
    private final List<String> counted = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Object> later = new CompletableFuture<>();

    private IpcBuilder builder(String keys) {
        return Ipc.builder().isolated().add(broker).yaml("""
                ipc:
                  transport: memory
                  outcome-stores: {main: {type: watched, lease: 60ms, skew: 1ms, alone: true}}
                  channels: {orders: {outcomes: main, timeout: 5s%s}}
                """.formatted(keys));
    }

    private void with(String keys, Extension more, Consumer<Ipc> test) {
        try (Ipc receiver = builder(keys)
                        .add(store)
                        .add(more)
                        .add(new Observer() {
                            @Override
                            public void counted(String what, String channel) {
                                counted.add(what);
                            }
                        })
                        .build();
                Ipc caller = builder("").add(store).build()) {
            receiver.channel("orders").handle(Quick.class, message -> {
                store.note("handler");
                return message.payload().what();
            });
            receiver.channel("orders").handle(Later.class, message -> later);
            receiver.start();
            test.accept(caller);
        }
    }

    private static IpcException failure(Ipc caller, Command<?> command) {
        return Assertions.catchThrowableOfType(
                IpcException.class, () -> caller.channel("orders").call(command, String.class));
    }

    @Test
    void aHandlerRunsBetweenBeginAndFinishOnOneThread() {
        with("", Observer.NONE, caller -> {
            caller.channel("orders").call(Command.of(new Quick("a")), String.class);
            List<String> threads = store.calls.stream()
                    .map(each -> each.replaceAll(".* on ", ""))
                    .distinct()
                    .toList();
            assertThat(store.calls)
                    .extracting(each -> each.replaceAll(" on .*", ""))
                    .containsExactly("begin", "handler", "finish");
            assertThat(threads)
                    .hasSize(1)
                    .isNotEqualTo(List.of(Thread.currentThread().getName()));
        });
    }

    @Test
    void whatRunsIsRenewed() {
        with("", Observer.NONE, caller -> {
            CompletableFuture<?> call = caller.channel("orders").callAsync(Command.of(new Later("a")), String.class);
            Await.until(
                    "three renewals",
                    () -> store.calls.stream()
                                    .filter(each -> each.startsWith("renew"))
                                    .count()
                            >= 3);
            Thread completes = new Thread(() -> later.complete("at last"), "a driver's own");
            completes.start();
            call.join();
            assertThat(store.calls).noneMatch(each -> each.equals("finish on a driver's own"));
            assertThat(counted).doesNotContain("lease-not-renewed");
        });
    }

    @Test
    void aStoreThatCanNotBeginLetsNothingRun() {
        store.broken = "begin";
        with("", Observer.NONE, caller -> {
            assertThat(Shop.said(failure(caller, Command.of(new Quick("a"))))).isEqualTo("FAILED NO");
            assertThat(store.calls).noneMatch(each -> each.startsWith("handler"));
        });
    }

    @Test
    void anOutcomeThatCouldNotBeKeptIsToldAsMaybe() {
        store.broken = "finish";
        with("", Observer.NONE, caller -> {
            IpcException failure = failure(caller, Command.of(new Quick("a")));
            assertThat(Shop.said(failure)).isEqualTo("FAILED MAYBE");
            assertThat(failure).hasMessageContaining("could not be kept");
            assertThat(counted).contains("outcome-lost");
        });
    }

    @Test
    void anAuthorizerIsAskedAboutTheCommandsOperation() {
        Authorizer none = access -> {
            asked.add(access.operation());
            return false;
        };
        with(", authorize: true", none, caller -> {
            Command<Quick> command = Command.of(new Quick("a"));
            Outcome<String> outcome = caller.outcome("orders", command, String.class);
            assertThat(outcome.executed()).isEqualTo(Executed.MAYBE);
            assertThat(outcome.failure()).hasMessageContaining("UNAUTHORIZED");
            assertThat(asked).containsExactly("Quick");
            assertThat(store.calls).isEmpty();
        });
    }

    @Test
    void aDuplicateThatWaitsWhenItsReceiverClosesIsNotLost() throws InterruptedException {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        try (Ipc caller = builder("").add(store).build()) {
            Ipc receiver = builder("").add(store).build();
            receiver.channel("orders").handle(Later.class, message -> later);
            receiver.start();
            Command<Later> command = Command.of(new Later("a"));
            calls.add(caller.channel("orders").callAsync(command, String.class));
            Await.until("it runs", () -> store.calls.stream().anyMatch(each -> each.startsWith("begin")));
            calls.add(caller.channel("orders").callAsync(command, String.class));
            Await.until("both are taken", () -> receiver.counts().inFlight() == 2);
            Thread closing = new Thread(receiver::close, "closing");
            closing.start();
            Await.until("the duplicate is told", () -> calls.get(1).isDone());
            later.complete("at last");
            closing.join();

            assertThat(calls.get(0).join()).isNotNull();
            assertThat(calls.get(1))
                    .failsWithin(Duration.ofSeconds(1))
                    .withThrowableThat()
                    .withMessageContaining("MAYBE");
        }
    }
}
