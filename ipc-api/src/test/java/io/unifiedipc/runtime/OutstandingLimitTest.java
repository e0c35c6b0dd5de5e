package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import io.unifiedipc.Await;
import io.unifiedipc.Exchange;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Style;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The decorator by itself: who gets a permit, who waits, in which order, and what it costs. */
class OutstandingLimitTest {
    private static final OperationSpec WORK = OperationSpec.of("Work", String.class, String.class);
    private static final int MANY = 100;

    private final List<Call> begun = new ArrayList<>();
    private final Budgets budgets = new Budgets("shop", 3);
    private final OutstandingLimit orders = new OutstandingLimit("orders", 2, MANY, budgets, Clock.SYSTEM);
    private final OutstandingLimit stock = new OutstandingLimit("stock", 2, MANY, budgets, Clock.SYSTEM);
    private final OutstandingLimit strict = new OutstandingLimit("strict", 2, 0, budgets, Clock.SYSTEM);

    private static Call call(Call.@Nullable Listener listener) {
        return new Call(
                "orders", WORK, Style.REQUEST, Envelope.EMPTY, System.nanoTime(), Delivery.NO_DEADLINE, true, listener);
    }

    private Call through(OutstandingLimit limit) {
        Call call = call(null);
        limit.around(call, begun::add);
        return call;
    }

    private static IpcException failure(Call call) {
        return Objects.requireNonNull(call.failure());
    }

    private static void abort(Call call) {
        call.abort(IpcException.of(Kind.CANCELLED, Executed.MAYBE, "no more"));
    }

    @Test
    void firstComeFirstServed() {
        Call a = through(orders);
        Call b = through(orders);
        Call c = through(orders);
        Call d = through(orders);

        assertThat(begun).containsExactly(a, b);
        assertThat(c.mayBlock()).as("it goes on elsewhere").isFalse();
        b.succeed(Envelope.EMPTY);
        assertThat(begun).containsExactly(a, b, c);
        Call e = through(orders);
        a.succeed(Envelope.EMPTY);
        assertThat(begun).containsExactly(a, b, c, d);
        assertThat(orders.waiting()).isEqualTo(1);
        List.of(c, d, e).forEach(each -> each.succeed(Envelope.EMPTY));
        assertThat(begun).containsExactly(a, b, c, d, e);
        assertThat(orders.taken()).isZero();
    }

    @Test
    void whoGivesUpLeavesTheQueueAtOnceAndDidNotRun() {
        Call a = through(orders);
        Call b = through(orders);
        Call c = through(orders);
        Call d = through(orders);
        AtomicInteger ended = new AtomicInteger();
        c.onEnd(call -> ended.incrementAndGet());

        c.run();

        assertThat(ended).hasValue(1);
        assertThat(failure(c).kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failure(c).executed()).isEqualTo(Executed.NO);
        assertThat(failure(c).text()).contains("it waited for a permit of 'orders' and was not sent");
        assertThat(orders.waiting()).isEqualTo(1);
        a.succeed(Envelope.EMPTY);
        assertThat(begun).containsExactly(a, b, d);
    }

    @Test
    void aLaterAttemptThatWaitsIsNamed() {
        through(orders);
        through(orders);
        Call whole = call(null);
        Call second = whole.again(Envelope.EMPTY, done -> {});
        orders.around(second, begun::add);

        whole.run();

        assertThat(failure(whole).text()).endsWith("attempt 2 waited for a permit of 'orders' and was not sent");
        assertThat(orders.waiting()).as("the attempt goes with its call").isZero();
    }

    @Test
    void theServiceIsFullBeforeItsChannelsAre() {
        Call a = through(orders);
        Call b = through(orders);
        Call c = through(stock);
        Call d = through(stock);
        IpcException refused = failure(through(strict));

        assertThat(begun).containsExactly(a, b, c);
        assertThat(refused.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(refused.executed()).isEqualTo(Executed.NO);
        assertThat(refused.text())
                .startsWith("'strict' can't begin another exchange: its service 'shop' has 3 under way,"
                        + " ipc.max-outstanding, 3 of them Work on 'orders'; the oldest, Work on 'orders', for ");
        a.succeed(Envelope.EMPTY);
        assertThat(begun).as("any permit of the service will do").containsExactly(a, b, c, d);
    }

    @Test
    void noNewcomerTakesWhatTheServiceOwesToOneThatWaits() {
        List<Call> all = List.of(through(orders), through(orders), through(stock));
        Call waits = through(stock);
        all.get(0).onEnd(call -> assertThat(failure(through(strict)).kind()).isEqualTo(Kind.OVERLOADED));
        all.get(0).succeed(Envelope.EMPTY);

        assertThat(begun).contains(waits);
        assertThat(failure(through(strict)).kind()).isEqualTo(Kind.OVERLOADED);
        abort(waits);
        waits.end();
        through(strict);
        assertThat(strict.taken()).isEqualTo(1);
    }

    @Test
    void anotherChannelGoesOnWhereTheFirstOfAllWaitsForItsOwn() {
        through(orders);
        through(orders);
        through(orders);

        Call other = through(stock);

        assertThat(begun).contains(other);
    }

    @Test
    void aRefusalSaysWhoHoldsThePermits() {
        OutstandingLimit limit = new OutstandingLimit("orders", 1, 0, new Budgets("shop", 3), Clock.SYSTEM);
        through(limit);

        assertThat(failure(through(limit)).text())
                .matches(
                        "'orders' has 1 exchanges under way, its max-outstanding, 1 of them Work; the oldest, Work, for"
                                + " \\d+ ms: wait, or raise it");
    }

    @Test
    void theQueueIsBounded() {
        OutstandingLimit limit = new OutstandingLimit("orders", 1, 2, new Budgets("shop", 3), Clock.SYSTEM);
        List.of(through(limit), through(limit), through(limit));
        IpcException refused = failure(through(limit));

        assertThat(refused.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(refused.executed()).isEqualTo(Executed.NO);
        assertThat(refused.text()).contains("and 2 calls wait for a permit, its max-waiting");
        assertThat(limit.waiting()).isEqualTo(2);
    }

    @Test
    void closingFailsWhatWaitsAndWhatComes() {
        through(orders);
        through(orders);
        Call waits = through(orders);

        orders.close();

        assertThat(failure(waits).kind()).isEqualTo(Kind.CLOSED);
        assertThat(failure(waits).executed()).isEqualTo(Executed.NO);
        assertThat(failure(through(orders)).kind()).isEqualTo(Kind.CLOSED);
        assertThat(orders.waiting()).isZero();
        assertThat(orders.taken()).isEqualTo(2);
    }

    @Test
    void whoHoldsAndWhoWaitsCanBeAsked() {
        Call left = through(orders);
        through(orders);
        through(orders);
        left.handOff();
        abort(left);
        Exchanges exchanges = new Exchanges(System.nanoTime());
        exchanges.add(orders);

        assertThat(exchanges.list())
                .extracting(Exchange::state)
                .containsExactly(Exchange.State.LEFT_BEHIND, Exchange.State.UNDER_WAY, Exchange.State.WAITING);
        assertThat(orders.taken()).as("the permit is the work's").isEqualTo(2);
        left.end();
        assertThat(begun).hasSize(3);
    }

    /** Each goes on in the end of the one before, on one thread: the stack must not grow by that. */
    @Test
    void aLongQueueOfShortCallsIsNoDeepStack() {
        int many = 100_000;
        OutstandingLimit limit = new OutstandingLimit("orders", 1, many, new Budgets("shop", 1), Clock.SYSTEM);
        AtomicInteger deepest = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        Decorator.Next inline = call -> {
            if (ran.incrementAndGet() % 1_000 == 0) {
                deepest.accumulateAndGet(new Throwable().getStackTrace().length, Math::max);
            }
            call.succeed(Envelope.EMPTY);
        };
        Call first = call(null);
        limit.around(first, call -> {});
        for (int i = 0; i < many; i++) {
            limit.around(call(null), inline);
        }
        int here = new Throwable().getStackTrace().length;

        first.succeed(Envelope.EMPTY);

        assertThat(ran).hasValue(many);
        assertThat(deepest.get()).isBetween(here, here + 200);
        assertThat(limit.taken()).isZero();
    }

    /** Calls come, wait, go on, end here and elsewhere, and are given up, all at once. */
    @Test
    void nothingIsLostInAStorm() throws Exception {
        Storm storm = new Storm();
        storm.run();

        assertThat(storm.wrong).hasValue(0);
        assertThat(storm.told).hasValue(Storm.THREADS * Storm.EACH);
        assertThat(storm.ran.get()).isPositive();
        for (OutstandingLimit limit : List.of(orders, stock, strict)) {
            assertThat(limit.taken()).isZero();
            assertThat(limit.waiting()).isZero();
            Exchanges left = new Exchanges(0);
            left.add(limit);
            assertThat(left.list()).isEmpty();
        }
        for (int i = 0; i < 3; i++) {
            assertThat(budgets.outer().take()).isTrue();
        }
        assertThat(budgets.outer().take()).isFalse();
    }

    private final class Storm {
        static final int THREADS = 6;
        static final int EACH = 20_000;

        final AtomicInteger told = new AtomicInteger();
        final AtomicInteger wrong = new AtomicInteger();
        final AtomicInteger ran = new AtomicInteger();
        private final AtomicInteger under = new AtomicInteger();
        private final ExecutorService elsewhere = Executors.newFixedThreadPool(2);

        void run() throws Exception {
            ExecutorService callers = Executors.newFixedThreadPool(THREADS);
            for (int t = 0; t < THREADS; t++) {
                callers.execute(this::calls);
            }
            callers.shutdown();
            assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            Await.until("all have been told: " + told, () -> told.get() == THREADS * EACH);
            Await.until("all permits are back", () -> orders.taken() + stock.taken() + strict.taken() == 0);
            elsewhere.shutdown();
            assertThat(elsewhere.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }

        private void calls() {
            OutstandingLimit[] limits = {orders, stock, strict};
            ThreadLocalRandom random = ThreadLocalRandom.current();
            for (int i = 0; i < EACH; i++) {
                AtomicInteger times = new AtomicInteger();
                Call call = call(done -> {
                    told.incrementAndGet();
                    if (times.incrementAndGet() > 1) {
                        wrong.incrementAndGet();
                    }
                });
                limits[random.nextInt(limits.length)].around(call, random.nextBoolean() ? this::here : this::elsewhere);
                if (random.nextInt(3) == 0) {
                    abort(call);
                }
            }
        }

        private void here(Call call) {
            ran.incrementAndGet();
            if (under.incrementAndGet() > 3) {
                wrong.incrementAndGet();
            }
            under.decrementAndGet();
            if (call.handOff()) {
                call.succeed(Envelope.EMPTY);
            } else {
                call.end();
            }
        }

        private void elsewhere(Call call) {
            elsewhere.execute(() -> here(call));
        }
    }

    /** Where it refuses and never lets wait, a call costs a few counters. */
    @Test
    void aCallThatGetsItsPermitAllocatesNothing() {
        assumeThat(ManagementFactory.getThreadMXBean()).isInstanceOf(ThreadMXBean.class);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        OutstandingLimit limit = new OutstandingLimit("orders", 256, 0, new Budgets("shop", 4096), Clock.SYSTEM);
        Decorator.Next next = call -> call.end();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            Call[] calls = new Call[10_000];
            for (int i = 0; i < calls.length; i++) {
                calls[i] = call(null);
            }
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (Call call : calls) {
                limit.around(call, next);
            }
            long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            least = Math.min(least, bytes / calls.length);
        }
        assertThat(least).as("bytes per call").isZero();
        assertThat(limit.taken()).isZero();
    }
}
