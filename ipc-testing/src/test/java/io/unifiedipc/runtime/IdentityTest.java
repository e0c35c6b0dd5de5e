package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Authorizer;
import io.unifiedipc.Command;
import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Executed;
import io.unifiedipc.Extension;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.Received;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may do what, and what a call takes over from the message that is being handled; in memory, where nobody shows anything. */
class IdentityTest {
    /** A command. */
    record Place(String sku) {}

    /** A command whose handler may run on any thread. */
    @Operation(nonBlocking = true)
    record Peek(String sku) {}

    private static final AtomicInteger COUNT = new AtomicInteger();

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final MemoryBroker broker = new MemoryBroker();
    private final ExecutorService pool = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    private Ipc open(List<Extension> extensions, String... options) {
        String service = "identity" + COUNT.incrementAndGet();
        IpcBuilder builder = Ipc.builder().isolated().add(broker).set("service", service);
        extensions.forEach(builder::add);
        builder.set("channels.orders.transport", "memory").set("channels.stock.transport", "memory");
        for (int i = 0; i < options.length; i += 2) {
            builder.set(options[i], options[i + 1]);
        }
        return guard.watch(service, builder.build());
    }

    private static IpcException refused(Ipc ipc, Object payload) {
        return catchThrowableOfType(
                IpcException.class, () -> ipc.channel("orders").call(Command.of(payload), String.class));
    }

    @Test
    void anAuthorizerSeesWhoWhereWhatAndHeadersAndItsRefusalIsNoWork() {
        List<Authorizer.Access> asked = new ArrayList<>();
        AtomicInteger ran = new AtomicInteger();
        Authorizer clerk = access -> {
            asked.add(access);
            return "yes".equals(access.headers().get("x-may"));
        };
        Ipc ipc =
                open(List.of(clerk), "channels.orders.authorize", "true", "channels.orders.memory.principal", "alice");
        ipc.channel("orders").handle(Place.class, message -> {
            ran.incrementAndGet();
            return message.principal() == null ? "nobody" : message.principal().getName();
        });
        ipc.start();

        IpcException no = refused(ipc, new Place("a"));
        assertThat(no.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(no.executed()).isEqualTo(Executed.NO);
        assertThat(no.getMessage()).contains("Place").contains("'orders'");
        assertThat(ran).hasValue(0);
        String who = ipc.channel("orders").call(Command.of(new Place("a")).withHeader("x-may", "yes"), String.class);
        assertThat(who).isEqualTo("alice");
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0).principal().getName()).isEqualTo("alice");
        assertThat(asked.get(0).channel()).isEqualTo("orders");
        assertThat(asked.get(0).operation()).isEqualTo("Place");
        assertThat(asked.get(0).headers().get("ce-id")).isNull();
    }

    @Test
    void itIsAskedBeforeThePayloadIsRead() {
        Ipc ipc = open(List.of((Authorizer) access -> false), "channels.orders.authorize", "true");
        ipc.channel("orders").handle(Place.class, message -> "ran");
        ipc.start();
        Ipc other = open(List.of());
        IpcException failure = catchThrowableOfType(
                IpcException.class,
                () -> other.channel("orders")
                        .call(Command.of(new Garbled.Place(List.of(List.of("no sku")))), String.class));
        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
    }

    /** Payloads that can't be read as what they are called. */
    static final class Garbled {
        /** Called like the command. */
        record Place(List<Object> sku) {}
    }

    @Test
    void oneThatThrowsRefusesAndKeepsItsReasonToItself() {
        Authorizer broken = access -> {
            throw new IllegalStateException("the password is sesame");
        };
        Ipc ipc = open(List.of(broken), "channels.orders.authorize", "true");
        ipc.channel("orders").handle(Place.class, message -> "ran");
        ipc.start();
        IpcException failure = refused(ipc, new Place("a"));
        assertThat(failure.kind()).isEqualTo(Kind.FAILED);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        assertThat(failure.getMessage()).doesNotContain("sesame");
    }

    @Test
    void allMustAgree() {
        AtomicInteger second = new AtomicInteger();
        Authorizer yes = access -> true;
        Authorizer no = access -> {
            second.incrementAndGet();
            return false;
        };
        Ipc ipc = open(List.of(yes, no), "channels.orders.authorize", "true");
        ipc.channel("orders").handle(Place.class, message -> "ran");
        ipc.start();
        assertThat(refused(ipc, new Place("a")).kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(second).hasValue(1);
    }

    @Test
    void aChannelThatDoesNotSaySoIsNotAsked() {
        Ipc ipc = open(List.of((Authorizer) access -> false));
        ipc.channel("orders").handle(Place.class, message -> "ran");
        ipc.start();
        assertThat(ipc.channel("orders").call(Command.of(new Place("a")), String.class))
                .isEqualTo("ran");
    }

    @Test
    void oneThatIsSlowKeepsNobodyBeyondTheDeadlineAndNothingRunsAfter() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch decided = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        Authorizer slow = access -> {
            try {
                return release.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                decided.countDown();
            }
        };
        Ipc ipc = open(List.of(slow), "channels.orders.authorize", "true", "channels.orders.timeout", "100ms");
        ipc.channel("orders").handle(Place.class, message -> ran.incrementAndGet());
        ipc.start();
        assertThat(refused(ipc, new Place("a")).kind()).isEqualTo(Kind.TIMEOUT);
        release.countDown();
        assertThat(decided.await(10, TimeUnit.SECONDS)).isTrue();
        Await.until(
                "it is settled",
                () -> ipc.counts().inFlight() == 0 && ipc.counts().outstanding() == 0);
        assertThat(ran).hasValue(0);
    }

    @Test
    void oneThatBlocksNeverRunsOnADeliveringThread() {
        List<Thread> threads = new ArrayList<>();
        Authorizer look = access -> threads.add(Thread.currentThread());
        Ipc ipc = open(List.of(look), "channels.orders.authorize", "true");
        ipc.channel("orders").handle(Peek.class, message -> "ran");
        ipc.start();
        CompletableFuture<?> reply = ipc.channel("orders").callAsync(Command.of(new Peek("a")), String.class);
        reply.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void aSenderThatNobodyKnowsIsNotLetIn() {
        String[] options = {"authenticators.mesh.type", "certificate", "channels.orders.authenticate", "mesh"};
        assertThatThrownBy(() -> open(List.of(), options))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("in memory nobody shows anything")
                .hasMessageContaining("channels.orders.memory.principal");
        Ipc ipc = open(
                List.of(),
                "authenticators.mesh.type",
                "certificate",
                "channels.orders.authenticate",
                "mesh",
                "channels.orders.memory.principal",
                "alice");
        ipc.channel("orders").handle(Place.class, message -> message.principal().getName());
        ipc.start();
        assertThat(ipc.channel("orders").call(Command.of(new Place("a")), String.class))
                .isEqualTo("alice");
    }

    @Test
    void aCallTakesOverTheHeadersThatItsChannelForwards() throws Exception {
        Ipc ipc = open(List.of(), "channels.stock.forward", "x-user, x-tenant");
        ipc.channel("stock")
                .handle(
                        Place.class,
                        message -> message.headers().get("x-user") + " "
                                + message.headers().get("x-tenant") + " "
                                + message.headers().get("x-other"));
        ipc.channel("orders").handle(Place.class, message -> switch (message.payload()
                .sku()) {
            case "own" -> stock(ipc, Command.of(message.payload()).withHeader("x-user", "root"));
            case "elsewhere" -> CompletableFuture.supplyAsync(() -> stock(ipc, Command.of(message.payload())), pool);
            case "within" ->
                CompletableFuture.supplyAsync(() -> stock(ipc, Command.of(message.payload())), message.within(pool));
            default -> stock(ipc, Command.of(message.payload()));
        });
        ipc.start();

        assertThat(orders(ipc, "plain")).isEqualTo("alice t1 null");
        assertThat(orders(ipc, "own")).isEqualTo("root t1 null");
        assertThat(orders(ipc, "elsewhere")).isEqualTo("null null null");
        assertThat(orders(ipc, "within")).isEqualTo("alice t1 null");
        // What ran within a message has left nothing behind on its thread.
        assertThat(pool.submit(() -> stock(ipc, Command.of(new Place("x")))).get())
                .isEqualTo("null null null");
        assertThat(stock(ipc, Command.of(new Place("x")))).isEqualTo("null null null");
    }

    private static String orders(Ipc ipc, String sku) {
        Command<?> command = Command.of(new Place(sku))
                .withHeader("x-user", "alice")
                .withHeader("x-tenant", "t1")
                .withHeader("x-other", "no");
        return String.valueOf(ipc.channel("orders").call(command, String.class));
    }

    private static String stock(Ipc ipc, Command<?> command) {
        return String.valueOf(ipc.channel("stock").call(command, String.class));
    }

    @Test
    void aHandlerInsideAnotherHidesItOnlyWhileItRuns() {
        Ipc ipc = open(List.of(), "channels.stock.forward", "x-user");
        List<String> seen = new ArrayList<>();
        ipc.channel("stock").handle(Peek.class, (Received<Peek> message) -> {
            seen.add(message.payload().sku() + message.headers().get("x-user"));
            return "";
        });
        ipc.channel("orders").handle(Peek.class, message -> {
            // Both run on this thread, one inside the other; neither may wait.
            ipc.channel("stock").callAsync(Command.of(new Peek("1")).withHeader("x-user", "bob"), String.class);
            ipc.channel("stock").callAsync(Command.of(new Peek("2")), String.class);
            return "";
        });
        ipc.start();
        ipc.channel("orders").call(Command.of(new Peek("a")).withHeader("x-user", "alice"), String.class);
        Await.until("both were handled", () -> seen.size() == 2);
        assertThat(seen).containsExactlyInAnyOrder("1bob", "2alice");
    }
}
