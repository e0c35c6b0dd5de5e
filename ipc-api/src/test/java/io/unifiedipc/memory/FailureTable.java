package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.unifiedipc.Await;
import io.unifiedipc.Command;
import io.unifiedipc.Contract;
import io.unifiedipc.Executed;
import io.unifiedipc.Extension;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Ipcs;
import io.unifiedipc.Kind;
import io.unifiedipc.LeakGuard;
import io.unifiedipc.Operation;
import io.unifiedipc.Parked;
import io.unifiedipc.Received;
import io.unifiedipc.Refusal;
import io.unifiedipc.Subscription;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What goes wrong, and what comes of it: the kind, whether it ran, how often the handler was reached, whether it is parked;
 * and afterwards everything still works. In each call style. A transport says how to open a caller and a receiver.
 */
abstract class FailureTable {
    record Work(String what) {}

    /** The same operation with other fields: its bytes do not fit. */
    @Operation("Work")
    record Misfit(List<Integer> what) {}

    record Unknown(String what) {}

    record Done(String what) {}

    public static final class Unwritable {
        public String getWhat() {
            return List.<String>of().get(0);
        }
    }

    @Refusal
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        final String why;

        Refused(String why) {
            super("refused: " + why);
            this.why = why;
        }
    }

    @Contract(channel = "orders", version = "1.0.0")
    interface Orders {
        @Operation("Work")
        Done work(Work work) throws Refused;

        @Operation("Misfit")
        default Done unused() {
            return new Done("");
        }
    }

    enum How {
        BLOCKING,
        FUTURE,
        CONTRACT
    }

    /** Holds calls before they are handed off, as a slow decorator or a full driver does. */
    static final class Hold implements DecoratorProvider, Decorator {
        final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
        volatile boolean holding;
        volatile Call last;

        @Override
        public String name() {
            return "attempt-timeout"; // innermost
        }

        @Override
        public Schema options() {
            return Schema.of();
        }

        @Override
        public Decorator decorator(ChannelSpec channel, Config options, Context context) {
            return this;
        }

        @Override
        public void around(Call call, Next next) {
            last = call;
            if (!holding) {
                next.proceed(call);
                return;
            }
            held.add(() -> next.proceed(call));
        }

        void letGo() {
            holding = false;
            for (Runnable each = held.poll(); each != null; each = held.poll()) {
                each.run();
            }
        }
    }

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    final Ipcs ipcs = new Ipcs(guard);
    final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    final Semaphore hanging = new Semaphore(0);
    final CountDownLatch release = new CountDownLatch(1);
    final CompletableFuture<Object> never = new CompletableFuture<>();
    final Hold hold = new Hold();
    Ipc receiver;
    Ipc caller;
    Subscription subscription;

    /** An {@code Ipc} with a channel of commands {@code orders}, with these further options in the flow style. */
    abstract Ipc open(String options, String further, Extension... more);

    /** Whether this transport stores messages and parks what nobody waits for. */
    abstract boolean parks();

    @BeforeEach
    void openBoth() {
        receiver = open(receiving(), "close-within: 300ms\n");
        serve(receiver);
        caller = open("max-outstanding: 8, max-payload: 4KiB", "", hold);
        Await.result(receiver.ready());
    }

    String receiving() {
        return "concurrency: 2, window: 8, max-payload: 4KiB, on-failure: {retry: 1, backoff: 1ms}";
    }

    void serve(Ipc ipc) {
        subscription = ipc.channel("orders").handle(Work.class, this::handle);
        ipc.start();
    }

    @AfterEach
    void letGo() {
        release.countDown();
        never.complete(new Done("at last"));
        hold.letGo();
    }

    private Object handle(Received<Work> work) throws Exception {
        String what = work.payload().what();
        ran.add(what);
        return switch (what) {
            case "throw" -> throw new IllegalStateException("secret of the receiver");
            case "error" -> throw new AssertionError("secret of the receiver");
            case "refuse" -> throw new Refused("no");
            case "own failure" -> throw IpcException.of(Kind.TIMEOUT, Executed.NO, "a call of the handler's own");
            case "hang" -> {
                hanging.release();
                release.await();
                yield new Done(what);
            }
            case "never" -> {
                hanging.release();
                yield never;
            }
            case "failed future" -> CompletableFuture.failedFuture(new IllegalStateException("secret"));
            case "refused future" -> CompletableFuture.failedFuture(new CompletionException(new Refused("later")));
            case "huge" -> new Done("x".repeat(5_000));
            case "huge future" -> CompletableFuture.completedFuture(new Done("x".repeat(5_000)));
            case "unwritable" -> new Unwritable();
            case "other type" -> List.of("a", "list");
            case "nothing" -> null;
            default -> new Done(what);
        };
    }

    /** A call in a style; what it fails with, or null. */
    IpcException call(How how, Command<?> command) {
        try {
            Throwable failure = null;
            switch (how) {
                case BLOCKING -> caller.channel("orders").call(command, Done.class);
                case FUTURE -> {
                    CompletableFuture<?> future = caller.channel("orders").callAsync(command, Done.class);
                    failure = future.handle((done, failed) -> failed).get(20, TimeUnit.SECONDS);
                }
                case CONTRACT -> caller.client(Orders.class).work((Work) command.payload());
            }
            return (IpcException) failure;
        } catch (IpcException e) {
            return e;
        } catch (Refused e) {
            return (IpcException) e.getSuppressed()[0];
        } catch (Exception e) {
            throw new AssertionError("not our failure", e);
        }
    }

    void stillServes() {
        hold.letGo();
        Done done = caller.channel("orders").call(Command.of(new Work("ok")), Done.class);
        assertThat(done).isEqualTo(new Done("ok"));
        Await.until("nothing is under way at the caller: " + caller.counts(), () -> {
            Ipc.Counts counts = caller.counts();
            return counts.outstanding() == 0 && counts.pendingReplies() == 0;
        });
    }

    // ---- requests

    record Row(Object payload, Kind kind, Executed executed, int times) {
        @Override
        public String toString() {
            return payload + " -> " + kind + " " + executed;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row(new Work("throw"), Kind.FAILED, Executed.YES, 1),
            new Row(new Work("error"), Kind.FAILED, Executed.YES, 1),
            new Row(new Work("own failure"), Kind.FAILED, Executed.YES, 1),
            new Row(new Work("failed future"), Kind.FAILED, Executed.YES, 1),
            new Row(new Work("refuse"), Kind.REFUSED, Executed.YES, 1),
            new Row(new Work("refused future"), Kind.REFUSED, Executed.YES, 1),
            new Row(new Work("huge"), Kind.TOO_LARGE, Executed.YES, 1),
            new Row(new Work("huge future"), Kind.TOO_LARGE, Executed.YES, 1),
            new Row(new Work("other type"), Kind.UNDECODABLE, Executed.YES, 1),
            new Row(new Work("x".repeat(5_000)), Kind.TOO_LARGE, Executed.NO, 0),
            new Row(new Misfit(List.of(1)), Kind.UNDECODABLE, Executed.NO, 0),
            new Row(new Unknown("x"), Kind.UNSUPPORTED, Executed.NO, 0));

    static Stream<Arguments> requests() {
        return ROWS.stream()
                .flatMap(row -> Stream.of(How.values())
                        .filter(how -> how != How.CONTRACT || row.payload instanceof Work)
                        .map(how -> Arguments.of(row, how)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestFails(Row row, How how) {
        IpcException failure = call(how, Command.of(row.payload));

        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(row.kind);
        assertThat(failure.executed()).isEqualTo(row.executed);
        assertThat(failure.getMessage()).contains("orders").doesNotContain("secret");
        assertThat(ran).hasSize(row.times);
        stillServes();
        assertThat(parked()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(How.class)
    void anUnwritableReply(How how) {
        IpcException failure = call(how, Command.of(new Work("unwritable")));

        assertThat(failure.executed()).isEqualTo(Executed.YES);
        assertThat(ran).hasSize(1);
        stillServes();
    }

    @ParameterizedTest
    @EnumSource(How.class)
    void noReplyIsNone(How how) {
        assertThat(call(how, Command.of(new Work("nothing")))).isNull();
        stillServes();
    }

    // ---- deadlines

    private Command<Work> impatient(String what) {
        return Command.of(new Work(what)).withTimeout(Duration.ofMillis(120));
    }

    @ParameterizedTest
    @EnumSource(value = How.class, names = "CONTRACT", mode = EnumSource.Mode.EXCLUDE)
    void theDeadlineBeforeItIsSent(How how) {
        hold.holding = true;
        IpcException failure = call(how, impatient("late"));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        stillServes();
        assertThat(ran).containsExactly("ok");
    }

    @ParameterizedTest
    @EnumSource(value = How.class, names = "CONTRACT", mode = EnumSource.Mode.EXCLUDE)
    void theDeadlineInTheQueue(How how) throws InterruptedException {
        CompletableFuture<?> first = caller.channel("orders").callAsync(Command.of(new Work("hang")), Done.class);
        CompletableFuture<?> second = caller.channel("orders").callAsync(Command.of(new Work("hang")), Done.class);
        hanging.acquire(2);
        IpcException failure = call(how, impatient("queued"));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failure.executed()).isEqualTo(Executed.MAYBE);
        release.countDown();
        Await.result(CompletableFuture.allOf(first, second));
        stillServes();
        assertThat(ran).as("expired requests are not started").doesNotContain("queued");
    }

    @ParameterizedTest
    @EnumSource(value = How.class, names = "CONTRACT", mode = EnumSource.Mode.EXCLUDE)
    void theDeadlineWhileItRuns(How how) {
        for (String what : List.of("hang", "never")) {
            IpcException failure = call(how, impatient(what));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.executed()).isEqualTo(Executed.MAYBE);
        }
        assertThat(ran).containsExactly("hang", "never");
        release.countDown();
        never.complete(new Done("late"));
        stillServes();
    }

    // ---- cancelling

    @Test
    void cancelledBeforeItIsSent() {
        hold.holding = true;
        CompletableFuture<?> future = caller.channel("orders").callAsync(Command.of(new Work("gone")), Done.class);
        Await.until("it is held", () -> !hold.held.isEmpty());
        future.cancel(true);

        assertThat(hold.last.failure().kind()).isEqualTo(Kind.CANCELLED);
        assertThat(hold.last.failure().executed()).isEqualTo(Executed.NO);
        stillServes();
        assertThat(ran).containsExactly("ok");
    }

    @Test
    void cancelledWhileItRunsOrWaits() throws InterruptedException {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(caller.channel("orders").callAsync(Command.of(new Work("hang")), Done.class));
        }
        hanging.acquire(2);
        all.forEach(each -> each.cancel(true));

        assertThat(hold.last.failure().kind()).isEqualTo(Kind.CANCELLED);
        assertThat(hold.last.failure().executed()).isEqualTo(Executed.MAYBE);
        Await.until("the permits are back", () -> caller.counts().outstanding() == 0);
        assertThat(caller.counts().pendingReplies()).isZero();
        release.countDown();
        stillServes();
        Await.until("late replies are counted", () -> caller.counts().lateReplies() == 4);
    }

    @Test
    void anInterruptIsACancellation() throws InterruptedException {
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            IpcException failure = call(How.BLOCKING, Command.of(new Work("hang")));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            outcome.complete(failure);
        });
        thread.start();
        hanging.acquire();
        thread.interrupt();

        assertThat(Await.result(outcome)).isInstanceOfSatisfying(IpcException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.CANCELLED);
            assertThat(failure.executed()).isEqualTo(Executed.MAYBE);
        });
        thread.join();
        release.countDown();
        stillServes();
    }

    // ---- closing while busy

    @ParameterizedTest
    @EnumSource(value = How.class, names = "CONTRACT", mode = EnumSource.Mode.EXCLUDE)
    void theCallerCloses(How how) throws InterruptedException {
        CompletableFuture<IpcException> outcome = Await.started(() -> call(how, Command.of(new Work("hang"))));
        hanging.acquire();
        guard.mayBeBusy(caller);
        caller.close();

        IpcException failure = Await.result(outcome);
        assertThat(failure.kind()).isEqualTo(Kind.CLOSED);
        assertThat(failure.executed()).isEqualTo(Executed.MAYBE);
        assertThat(call(how, Command.of(new Work("after"))).kind()).isEqualTo(Kind.CLOSED);
        assertThat(call(how, Command.of(new Work("after"))).executed()).isEqualTo(Executed.NO);
        release.countDown();
        caller = open("max-payload: 4KiB", "");
        stillServes();
        assertThat(ran).doesNotContain("after");
    }

    @ParameterizedTest
    @EnumSource(value = How.class, names = "CONTRACT", mode = EnumSource.Mode.EXCLUDE)
    void theReceiverClosesAndItsHandlersFinish(How how) throws InterruptedException {
        List<CompletableFuture<IpcException>> running = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            running.add(Await.started(() -> call(how, Command.of(new Work("hang")))));
        }
        hanging.acquire(2);
        CompletableFuture<IpcException> queued = Await.started(() -> call(how, Command.of(new Work("queued"))));
        Await.until("it waits", () -> receiver.counts().inFlight() == 3);
        guard.mayBeBusy(receiver);
        CompletableFuture<Void> closing = Await.running(receiver::close);
        IpcException handedBack = Await.result(queued);
        release.countDown();
        Await.result(closing);

        assertThat(running).allSatisfy(each -> assertThat(Await.result(each)).isNull());
        assertThat(handedBack.kind()).isEqualTo(Kind.CLOSED);
        assertThat(handedBack.executed()).isEqualTo(Executed.NO);
        assertThat(ran).doesNotContain("queued");
        receiver = open(receiving(), "");
        serve(receiver);
        stillServes();
    }

    // ---- one-way

    record Aside(String name, Command<?> command, Kind kind, int times, int attempts) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Aside> asides() {
        return List.of(
                new Aside("throws", Command.of(new Work("throw")), Kind.FAILED, 2, 2),
                new Aside("fails later", Command.of(new Work("failed future")), Kind.FAILED, 2, 2),
                new Aside("breaks", Command.of(new Work("error")), Kind.FAILED, 2, 2),
                new Aside("refuses", Command.of(new Work("refuse")), Kind.REFUSED, 1, 1),
                new Aside("can't be decoded", Command.of(new Misfit(List.of(1))), Kind.UNDECODABLE, 0, 1),
                new Aside("is unknown", Command.of(new Unknown("x")), Kind.UNSUPPORTED, 0, 0),
                new Aside(
                        "wants its reply nowhere",
                        Command.of(new Work("ok")).withReplyTo("nowhere"),
                        Kind.UNSUPPORTED,
                        0,
                        0));
    }

    @ParameterizedTest
    @MethodSource("asides")
    void aOneWayMessageIsParked(Aside aside) {
        assumeTrue(parks());
        caller.channel("orders").send(aside.command);
        Await.until("it is parked", () -> !parked().isEmpty());

        assertThat(parked()).hasSize(1);
        Parked parked = parked().get(0);
        assertThat(parked.id()).isEqualTo(aside.command.id());
        assertThat(parked.reason()).startsWith(aside.kind.name()).doesNotContainPattern("\\p{Cntrl}");
        assertThat(parked.attempts()).isEqualTo(aside.attempts);
        assertThat(ran).hasSize(aside.times);
        stillServes();
    }

    @Test
    void aOneWayMessageNeedsNoReply() {
        for (String what : List.of("ok", "nothing", "huge", "unwritable")) {
            caller.channel("orders").send(Command.of(new Work(what)));
        }
        Await.until("all ran", () -> ran.size() == 4);
        stillServes();
        assertThat(parked()).isEmpty();
    }

    List<Parked> parked() {
        if (!parks()) {
            return List.of();
        }
        List<Parked> all = new ArrayList<>();
        Await.result(subscription.drainParked(1_000, each -> {
            all.add(each);
            return Parked.Verdict.KEEP;
        }));
        return all;
    }
}
