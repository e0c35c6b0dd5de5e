package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.Shop.How;
import io.unifiedipc.http.Shop.Place;
import io.unifiedipc.http.Shop.Placed;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Starting, pausing, overflowing, restarting, closing, and what callers learn of it. */
class LifeOverHttpTest {
    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static void assertFailure(Throwable thrown, Kind kind, Executed executed) {
        assertThat(thrown).isInstanceOfSatisfying(IpcException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            assertThat(e.executed()).as(e.getMessage()).isEqualTo(executed);
        });
    }

    @Test
    void loadingAndStartingWaitForNobody(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("ipc.yaml");
        // The first address answers nobody: by RFC 5737 it is for documentation.
        Files.writeString(file, """
                ipc:
                  service: lonely
                  channels:
                    far: {transport: http, http: {address: "http://192.0.2.1:81"}}
                    orders: {transport: http, http: {address: "http://127.0.0.1:%d"}}
                    stock: {kind: events, transport: http, http: {groups: {a: "http://no-such-host.invalid"}}}
                  transports:
                    http: {listen: 0}
                """.formatted(freePort()));
        long began = System.nanoTime();
        System.setProperty("ipc.config", file.toString());
        try {
            Ipc ipc = Ipc.load();
            guard.watch(ipc);
            ipc.channel("far");
            ipc.channel("orders").accept(Place.class, order -> {});
            ipc.channel("stock");
            ipc.start();
            ipc.ready().join();
            assertThat(ipc.describe()).contains("192.0.2.1");
        } finally {
            System.clearProperty("ipc.config");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void pausingAndResuming() throws Exception {
        Shop shop = new Shop(guard);
        Ipc caller = shop.caller("channels.orders.timeout", "8s");
        var running = caller.channel("orders").callAsync(Shop.place("hangs"), Placed.class);
        Rig.await("it runs", () -> shop.ran.size() == 1);

        shop.subscription.pause();
        assertFailure(Shop.failure(caller, How.CALL, Shop.place("ok")), Kind.OVERLOADED, Executed.NO);
        assertThat(shop.tap.statuses()).containsExactly(503);
        assertThat(shop.subscription.depth().inFlight()).isEqualTo(1);
        assertThat(shop.subscription.depth().waiting()).isEqualTo(-1);
        shop.release.countDown();
        assertThat(running.get(5, TimeUnit.SECONDS).payload().sku())
                .as("what runs goes on")
                .isEqualTo("hangs");
        shop.subscription.resume();
        Shop.ask(caller, How.CALL, Shop.place("ok"));
        assertThat(shop.ran).hasSize(2);
    }

    @Test
    void nothingIsParked() {
        Shop shop = new Shop(guard);
        assertThatThrownBy(() -> shop.subscription
                        .drainParked(1, parked -> io.unifiedipc.Parked.Verdict.DROP)
                        .join())
                .cause()
                .satisfies(e -> assertFailure(e, Kind.UNSUPPORTED, Executed.NO));
    }

    @Test
    void overflowingTheWindow() throws Exception {
        Shop shop = new Shop(guard, "channels.orders.concurrency", "2", "channels.orders.window", "4");
        Ipc caller = shop.caller("channels.orders.timeout", "8s");
        List<CompletableFuture<?>> taken = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            taken.add(caller.channel("orders").callAsync(Shop.place("hangs"), Placed.class));
        }
        Rig.await("the window is full", () -> shop.receiver.counts().inFlight() == 4);
        for (int i = 0; i < 20; i++) {
            IpcException e = Shop.failure(caller, How.CALL, Shop.place("ok"));
            assertFailure(e, Kind.OVERLOADED, Executed.NO);
            assertThat(e).hasMessageContaining("window");
            assertThat(e.retrySafe()).isTrue();
        }
        assertThat(shop.ran).hasSize(2);
        assertThat(shop.tap.statuses()).hasSize(20).containsOnly(503);

        shop.release.countDown();
        for (CompletableFuture<?> each : taken) {
            each.get(5, TimeUnit.SECONDS);
        }
        Rig.await("the window is empty", () -> shop.receiver.counts().inFlight() == 0);
        Shop.ask(caller, How.CALL, Shop.place("ok"));
        assertThat(shop.ran).hasSize(5);
    }

    /** Those who gave up while they waited give their places back when their turn comes, and none of them runs. */
    @Test
    void windowFullOfCallersThatHaveGone() throws Exception {
        Shop shop = new Shop(guard, "channels.orders.concurrency", "1", "channels.orders.window", "4");
        Ipc caller = shop.caller("channels.orders.timeout", "8s");
        var first = caller.channel("orders").callAsync(Shop.place("hangs"), Placed.class);
        Rig.await("it runs", () -> shop.ran.size() == 1);
        List<CompletableFuture<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(caller.channel("orders").callAsync(Shop.place("ok"), Placed.class));
        }
        Rig.await("the window is full", () -> shop.receiver.counts().inFlight() == 4);
        waiting.forEach(each -> each.cancel(true));
        Rig.await("their permits are back", () -> caller.counts().outstanding() == 1);
        Rig.await("their connections are closed", () -> shop.tap.open() == 1);
        long until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        Rig.await("the receiver looks", () -> System.nanoTime() > until);
        shop.release.countDown();
        first.join();
        Rig.await("all are settled", () -> shop.receiver.counts().inFlight() == 0);
        assertThat(shop.ran).hasSize(1);
        Shop.ask(caller, How.CALL, Shop.place("ok"));
    }

    /** A reply for a call that was cancelled is thrown away, and harms nobody. */
    @Test
    void cancelled() throws Exception {
        Shop shop = new Shop(guard);
        Ipc caller = shop.caller("channels.orders.timeout", "8s");
        var call = caller.channel("orders").callAsync(Shop.place("hangs"), Placed.class);
        Rig.await("it runs", () -> shop.ran.size() == 1);
        CountDownLatch told = new CountDownLatch(1);
        shop.ran.get(0).onCancel(told::countDown);

        assertThat(call.cancel(true)).isTrue();
        Rig.await("the permit is back", () -> caller.counts().outstanding() == 0);
        Rig.await("the connection is closed", () -> shop.tap.open() == 0);
        assertThat(told.await(4, TimeUnit.SECONDS)).as("the handler is told").isTrue();
        assertThat(shop.ran.get(0).cancelled()).isTrue();
        shop.release.countDown();
        Rig.await("the handler has ended", () -> shop.receiver.counts().inFlight() == 0);
        assertThat(shop.tap.statuses()).isEmpty();
        Shop.ask(caller, How.FUTURE, Shop.place("ok"));
    }

    /** A restart between calls closes idle connections, and no call pays for it. */
    @Test
    void restartsBetweenCalls() throws Exception {
        int port = freePort();
        AtomicInteger ran = new AtomicInteger();
        Ipc caller = guard.open(Shop.callerOf("http://127.0.0.1:" + port));
        for (int i = 0; i < 5; i++) {
            Ipc receiver = guard.open(Ipc.builder()
                    .isolated()
                    .set("service", "shop")
                    .set("channels.orders.transport", "http")
                    .set("transports.http.listen", Integer.toString(port)));
            receiver.channel("orders").handle(Place.class, order -> new Placed("" + ran.incrementAndGet(), "x"));
            receiver.start();
            receiver.ready().join();
            List<CompletableFuture<?>> some = new ArrayList<>();
            for (int j = 0; j < 4; j++) {
                some.add(caller.channel("orders").callAsync(Shop.place("ok"), Placed.class));
            }
            some.forEach(CompletableFuture::join);
            assertThat(Shop.ask(caller, How.CALL, Shop.place("ok")).id()).isEqualTo("" + ran.get());
            receiver.close();
            assertFailure(Shop.failure(caller, How.CALL, Shop.place("ok")), Kind.UNREACHABLE, Executed.NO);
        }
        assertThat(ran).hasValue(25);
    }

    /** What runs ends and is answered; what waits and what comes is told so; then the port is gone. */
    @Test
    void closingWhileBusy() throws Exception {
        Shop shop = new Shop(guard, "channels.orders.concurrency", "1");
        Ipc caller = shop.caller("channels.orders.timeout", "8s");
        var running = caller.channel("orders").callAsync(Shop.place("hangs"), Placed.class);
        Rig.await("it runs", () -> shop.ran.size() == 1);
        var waiting = caller.channel("orders").callAsync(Shop.place("ok"), Placed.class);
        Rig.await("it waits", () -> shop.receiver.counts().inFlight() == 2);

        CompletableFuture<Void> closing = CompletableFuture.runAsync(shop.receiver::close);
        assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
                .cause()
                .satisfies(e -> assertFailure(e, Kind.CLOSED, Executed.NO));
        assertFailure(Shop.failure(caller, How.CALL, Shop.place("ok")), Kind.CLOSED, Executed.NO);
        try (RawClient client = new RawClient(shop.http.port())) {
            RawClient.Answer answer = client.post("/v1/orders/Place", "", "{\"sku\":\"ok\",\"quantity\":1}")
                    .answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("ipc-kind")).isEqualTo("closed");
            assertThat(answer.header("ipc-executed")).isEqualTo("no");
            assertThat(client.ends()).isTrue();
        }
        assertThat(closing).isNotDone();
        assertThat(running).isNotDone();
        int port = shop.http.port();
        shop.release.countDown();
        assertThat(running.get(5, TimeUnit.SECONDS).payload().sku()).isEqualTo("hangs");
        closing.get(5, TimeUnit.SECONDS);
        assertThat(shop.ran).hasSize(1);
        assertThat(shop.tap.statuses()).containsExactlyInAnyOrder(503, 503, 200);
        assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> shop.receiver.channel("orders").call(Shop.place("ok"), Placed.class))
                .satisfies(e -> assertFailure(e, Kind.CLOSED, Executed.NO));
    }

    /** A handler that doesn't end is interrupted at the deadline of closing. */
    @Test
    void closingWithAHandlerThatHangs() throws Exception {
        Shop shop = new Shop(guard, "close-within", "300ms");
        Ipc caller = shop.caller("channels.orders.timeout", "20s");
        var running = caller.channel("orders").callAsync(Shop.place("hangs"), Placed.class);
        Rig.await("it runs", () -> shop.ran.size() == 1);
        long began = System.nanoTime();
        shop.receiver.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThatThrownBy(() -> running.get(5, TimeUnit.SECONDS)).cause().satisfies(e -> {
            assertThat(((IpcException) e).kind()).isIn(Kind.CONNECTION_LOST, Kind.CLOSED);
            assertThat(((IpcException) e).executed()).isEqualTo(Executed.MAYBE);
        });
    }

    @Test
    void closingTheCallerFailsItsCalls() throws Exception {
        Shop shop = new Shop(guard);
        Ipc caller = shop.caller("channels.orders.timeout", "20s");
        var later = caller.channel("orders").callAsync(Shop.place("hangs"), Placed.class);
        var blocking =
                CompletableFuture.supplyAsync(() -> caller.channel("orders").call(Shop.place("hangs"), Placed.class));
        Rig.await("both run", () -> shop.ran.size() == 2);

        caller.close();

        for (CompletableFuture<?> each : List.of(later, blocking)) {
            assertThatThrownBy(() -> each.get(5, TimeUnit.SECONDS))
                    .cause()
                    .satisfies(e -> assertFailure(e, Kind.CLOSED, Executed.MAYBE));
        }
        assertFailure(Shop.failure(caller, How.CALL, Shop.place("ok")), Kind.CLOSED, Executed.NO);
        assertFailure(Shop.failure(caller, How.FUTURE, Shop.place("ok")), Kind.CLOSED, Executed.NO);
        assertThat(caller.counts().outstanding()).isZero();
        Rig.await("the handlers are told", shop::allCancelled);
        shop.release.countDown();
    }

    /** Callers that go on while the receiver closes: each learns that what fails did not run. */
    @Test
    void closingUnderLoad() throws Exception {
        for (int round = 0; round < 3; round++) {
            Shop shop = new Shop(guard);
            Ipc caller = guard.open(Shop.callerOf("http://127.0.0.1:" + shop.http.port()));
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger good = new AtomicInteger();
            Queue<IpcException> failures = new ConcurrentLinkedQueue<>();
            List<CompletableFuture<Void>> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(CompletableFuture.runAsync(
                        () -> {
                            while (!stop.get()) {
                                try {
                                    caller.channel("orders").call(Shop.place("ok"), Placed.class);
                                    good.incrementAndGet();
                                } catch (IpcException e) {
                                    failures.add(e);
                                }
                            }
                        },
                        task -> RawPeer.daemon(task)));
            }
            Rig.await("load", () -> good.get() > 200);
            shop.receiver.close();
            Rig.await("it is felt", () -> failures.stream().anyMatch(e -> e.kind() == Kind.UNREACHABLE));
            stop.set(true);
            for (CompletableFuture<Void> each : callers) {
                each.get(5, TimeUnit.SECONDS);
            }
            // A request that was still on its way when the port was closed is reset: nobody can be told more than
            // maybe.
            List<IpcException> unsure = failures.stream()
                    .filter(e -> e.kind() == Kind.CONNECTION_LOST && e.executed() == Executed.MAYBE)
                    .toList();
            Map<String, Long> groups = failures.stream()
                    .collect(Collectors.groupingBy(
                            e -> e.getMessage().replaceAll("[0-9]+", "#"), TreeMap::new, Collectors.counting()));
            assertThat(unsure).as("failures %s", groups).hasSizeLessThanOrEqualTo(callers.size());
            failures.removeAll(unsure);
            assertThat(failures)
                    .as("failures %s", groups)
                    .allMatch(e -> e.kind() == Kind.CLOSED || e.kind() == Kind.UNREACHABLE)
                    .allMatch(e -> e.executed() == Executed.NO);
            assertThat(shop.ran).as("failures %s", groups).hasSize(good.get());
        }
    }

    /** A call that waits costs no thread but its caller's and the server's, and no hop between threads. */
    @Test
    void aBlockingCallCostsNoHop() throws Exception {
        Shop shop = new Shop(guard);
        Ipc caller = shop.caller("channels.orders.timeout", "8s");
        CompletableFuture<Placed> reply = new CompletableFuture<>();
        Thread calling = new Thread(
                () -> reply.complete(caller.channel("orders").call(Shop.place("hangs"), Placed.class)), "the-caller");
        calling.start();
        Rig.await("it runs", () -> shop.ran.size() == 1);

        assertThat(calling.getStackTrace())
                .as("OkHttp waits on the caller's own thread")
                .anyMatch(frame -> frame.getClassName().startsWith("okhttp3.internal"));
        assertThat(LeakGuard.threads())
                .noneMatch(name -> name.startsWith("ipc-http-call") || name.startsWith("OkHttp http"));
        assertThat(LeakGuard.threads()).noneMatch(name -> name.contains("-worker-"));
        shop.release.countDown();
        reply.get(5, TimeUnit.SECONDS);
        calling.join();
        for (int i = 0; i < 20; i++) {
            caller.channel("orders").call(Shop.place("ok"), Placed.class);
        }
        assertThat(shop.threads).hasSize(21).allMatch(name -> name.startsWith("ipc-http-server"));
        assertThat(shop.tap.connections()).as("one connection serves them all").isEqualTo(1);
    }

    @Test
    void aFutureNeedsOneThreadOfOurs() {
        Shop shop = new Shop(guard);
        Ipc caller = shop.caller("channels.orders.timeout", "8s");
        var first = caller.channel("orders").callAsync(Shop.place("hangs"), Placed.class);
        Rig.await("it runs", () -> shop.ran.size() == 1);
        assertThat(LeakGuard.threads().stream().filter(name -> name.startsWith("OkHttp http")))
                .hasSize(1);
        shop.release.countDown();
        first.join();
    }
}
