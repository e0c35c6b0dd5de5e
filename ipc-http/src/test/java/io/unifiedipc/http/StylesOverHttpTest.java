package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Contract;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Gathered;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.Problem;
import io.unifiedipc.Refusal;
import io.unifiedipc.memory.MemoryBroker;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every interaction style over HTTP, as an application uses it: blocking, by a future, by a contract. */
class StylesOverHttpTest {
    /** A command. */
    public record PlaceOrder(String sku, int quantity) {}

    /** A reply, and an event. */
    public record OrderPlaced(String id, String sku) {}

    /** A command without a reply. */
    public record CancelOrder(String id) {}

    /** An event that is answered. */
    public record QuoteWanted(String sku) {}

    /** The answer. */
    public record Quote(String supplier, int price) {}

    /** A business refusal. */
    @Refusal
    public static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1;

        final String sku;
        final int left;

        /** So many are left. */
        public OutOfStock(String sku, int left) {
            super("only " + left + " of " + sku + " left");
            this.sku = sku;
            this.left = left;
        }
    }

    /** A contract with everything in it. */
    @Contract(channel = "orders", version = "1.2.0")
    public interface Orders {
        /** Waits. */
        OrderPlaced place(PlaceOrder order) throws OutOfStock;

        /** By a future. */
        @Operation("PlaceLater")
        CompletableFuture<OrderPlaced> placeLater(PlaceOrder order) throws OutOfStock;

        /** For nobody to wait for. */
        @Operation(oneWay = true)
        void cancel(CancelOrder order);

        /** A list. */
        List<OrderPlaced> all();
    }

    private static final String EVENTS = """
            ipc:
              service: asks
              channels:
                stock: {kind: events, transport: http, timeout: %s, http: {groups: {%s}}}
            """;

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    private final HttpTransportProvider http = new HttpTransportProvider();

    private Ipc receiver(String... options) {
        var builder = Ipc.builder()
                .isolated()
                .add(http)
                .set("service", "serves")
                .set("channels.orders.transport", "http")
                .set("channels.stock.kind", "events")
                .set("channels.stock.transport", "http")
                .set("transports.http.listen", "0");
        Shop.set(builder, options);
        return guard.open(builder);
    }

    private static void start(Ipc ipc) {
        ipc.start();
        ipc.ready().join();
    }

    private String base() {
        return "http://127.0.0.1:" + http.port();
    }

    private Ipc events(String timeout, String groups) {
        return guard.open(Ipc.builder().isolated().yaml(EVENTS.formatted(timeout, groups)));
    }

    @Test
    void contract() throws Exception {
        Ipc receiver = receiver();
        receiver.serve(Orders.class, new Orders() {
            @Override
            public OrderPlaced place(PlaceOrder order) throws OutOfStock {
                if (order.quantity() > 9) {
                    throw new OutOfStock(order.sku(), 9);
                }
                return new OrderPlaced("1", order.sku());
            }

            @Override
            public CompletableFuture<OrderPlaced> placeLater(PlaceOrder order) throws OutOfStock {
                return CompletableFuture.completedFuture(place(order));
            }

            @Override
            public void cancel(CancelOrder order) {
                seen.add(order);
            }

            @Override
            public List<OrderPlaced> all() {
                return List.of(new OrderPlaced("1", "a"), new OrderPlaced("2", "b"));
            }
        });
        start(receiver);
        Orders orders = guard.open(Shop.callerOf(base())).client(Orders.class);

        assertThat(orders.place(new PlaceOrder("apple", 2))).isEqualTo(new OrderPlaced("1", "apple"));
        assertThat(orders.placeLater(new PlaceOrder("pear", 2)).get(5, TimeUnit.SECONDS))
                .isEqualTo(new OrderPlaced("1", "pear"));
        orders.cancel(new CancelOrder("7"));
        assertThat(seen.poll()).as("it is done when it is handled").isEqualTo(new CancelOrder("7"));
        assertThat(orders.all()).extracting(OrderPlaced::sku).containsExactly("a", "b");
        assertThatThrownBy(() -> orders.place(new PlaceOrder("apple", 10)))
                .isInstanceOfSatisfying(
                        OutOfStock.class, refusal -> assertThat(refusal.left).isEqualTo(9));
        assertThatThrownBy(() -> orders.placeLater(new PlaceOrder("apple", 10)).get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        OutOfStock.class, refusal -> assertThat(refusal.sku).isEqualTo("apple"));
    }

    /** The reply to a one-way command comes to a handler on the caller's own port. */
    @Test
    void repliesAsMessagesOfTheirOwn() throws Exception {
        HttpTransportProvider callersHttp = new HttpTransportProvider();
        Ipc caller = guard.open(Ipc.builder()
                .isolated()
                .add(callersHttp)
                .set("service", "asks")
                .set("transports.http.listen", "0")
                .set("channels.orders.transport", "http")
                .set("channels.orders.http.address", "http://127.0.0.1:" + reserved())
                .set("channels.order-replies.transport", "http"));
        caller.channel("order-replies")
                .accept(
                        OrderPlaced.class,
                        reply ->
                                seen.add(reply.answers() + " " + reply.payload().sku()));
        caller.channel("order-replies")
                .accept(
                        Problem.class,
                        reply -> seen.add(reply.answers() + " "
                                + reply.payload().refusal() + reply.payload().data()));
        start(caller);
        Ipc receiver = receiver(
                "transports.http.listen",
                Integer.toString(port),
                "channels.order-replies.transport",
                "http",
                "channels.order-replies.http.address",
                "http://127.0.0.1:" + callersHttp.port());
        receiver.channel("orders").handle(PlaceOrder.class, order -> {
            if (order.payload().quantity() > 9) {
                throw new OutOfStock(order.payload().sku(), 9);
            }
            return new OrderPlaced("1", order.payload().sku());
        });
        start(receiver);

        var good = Command.of(new PlaceOrder("apple", 2)).withReplyTo("order-replies");
        var bad = Command.of(new PlaceOrder("pear", 10)).withReplyTo("order-replies");
        caller.channel("orders").send(good);
        assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(good.id() + " apple");
        caller.channel("orders").sendAsync(bad).get(5, TimeUnit.SECONDS);
        assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(bad.id() + " OutOfStock{sku=pear, left=9}");
        assertThatThrownBy(() -> caller.channel("orders").call(good, OrderPlaced.class))
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
    }

    /** Where the reply can't be delivered, the one who sent the command hears of it: it ran. */
    @Test
    void repliesThatNobodyTakes() {
        Ipc receiver = receiver(
                "channels.orders.on-failure.retry",
                "2",
                "channels.orders.on-failure.backoff",
                "5ms",
                "channels.order-replies.transport",
                "http",
                "channels.order-replies.http.address",
                "http://127.0.0.1:" + reserved());
        AtomicInteger ran = new AtomicInteger();
        receiver.channel("orders").handle(PlaceOrder.class, order -> "done " + ran.incrementAndGet());
        start(receiver);
        Ipc caller = guard.open(Shop.callerOf(base()));
        assertThatThrownBy(() -> caller.channel("orders")
                        .send(Command.of(new PlaceOrder("apple", 2)).withReplyTo("order-replies")))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.FAILED);
                    assertThat(e.executed()).isEqualTo(Executed.YES);
                    assertThat(e).hasMessageContaining("order-replies");
                });
        assertThat(ran).as("it is not handled again for its reply").hasValue(1);
    }

    private int port;

    private int reserved() {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
            return port;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void publish() throws Exception {
        Ipc receiver = receiver();
        receiver.channel("stock").subscribe("billing", OrderPlaced.class, e -> seen.add("billing " + e.key()));
        receiver.channel("stock").subscribe("mail", OrderPlaced.class, e -> seen.add("mail " + e.key()));
        start(receiver);
        Channel stock = events("8s", "billing: \"" + base() + "\", mail: \"" + base() + "\"")
                .channel("stock");

        stock.publish(Event.of(new OrderPlaced("1", "a")).withKey("k1"));
        assertThat(List.of(seen.remove(), seen.remove())).containsExactlyInAnyOrder("billing k1", "mail k1");
        stock.publishAsync(Event.of(new OrderPlaced("1", "a")).withKey("k2")).get(5, TimeUnit.SECONDS);
        assertThat(List.of(seen.remove(), seen.remove())).containsExactlyInAnyOrder("billing k2", "mail k2");
        stock.publish(Event.of(new QuoteWanted("nobody handles this type")));
        assertThat(seen).isEmpty();
    }

    @Test
    void publishWithOneGroupDown() {
        Ipc receiver = receiver();
        receiver.channel("stock").subscribe("billing", OrderPlaced.class, e -> seen.add("billing"));
        start(receiver);
        Channel stock = events("8s", "billing: \"" + base() + "\", mail: \"http://127.0.0.1:" + reserved() + "\"")
                .channel("stock");

        for (boolean blocking : new boolean[] {true, false}) {
            IpcException e = publishFails(stock, blocking);
            assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(e.executed()).isEqualTo(Executed.MAYBE);
            assertThat(e).hasMessageContainingAll("billing has it", "mail UNREACHABLE, executed NO");
            assertThat(group(e, "billing")).containsOnly(Map.entry("executed", "yes"));
            assertThat(group(e, "mail")).containsEntry("executed", "no").containsEntry("kind", "unreachable");
        }
        assertThat(seen).hasSize(2);
    }

    @Test
    void publishWithEveryGroupDown() {
        Channel stock = events(
                        "8s",
                        "billing: \"http://127.0.0.1:" + reserved() + "\", mail: \"http://127.0.0.1:" + port + "\"")
                .channel("stock");
        IpcException e = publishFails(stock, true);
        assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(e.executed()).isEqualTo(Executed.NO);
    }

    /** The deadline passes while one group is busy: nobody may believe that nothing ran. */
    @Test
    void publishWithOneGroupSilent() {
        Ipc receiver = receiver();
        CountDownLatch release = new CountDownLatch(1);
        guard.watch((AutoCloseable) release::countDown);
        receiver.channel("stock").subscribe("billing", OrderPlaced.class, e -> seen.add("billing"));
        receiver.channel("stock").subscribe("mail", OrderPlaced.class, e -> release.await());
        start(receiver);
        Channel stock = events("300ms", "billing: \"" + base() + "\", mail: \"" + base() + "\"")
                .channel("stock");

        for (boolean blocking : new boolean[] {true, false}) {
            IpcException e = publishFails(stock, blocking);
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.TIMEOUT);
            assertThat(e.executed()).as(e.getMessage()).isEqualTo(Executed.MAYBE);
            assertThat(e).hasMessageContainingAll("billing has it", "mail TIMEOUT, executed MAYBE");
            assertThat(group(e, "billing")).containsOnly(Map.entry("executed", "yes"));
            assertThat(group(e, "mail")).containsEntry("executed", "maybe").containsEntry("kind", "timeout");
        }
        release.countDown();
    }

    private static IpcException publishFails(Channel stock, boolean blocking) {
        try {
            Event<OrderPlaced> event = Event.of(new OrderPlaced("1", "a"));
            if (blocking) {
                stock.publish(event);
            } else {
                stock.publishAsync(event).get(10, TimeUnit.SECONDS);
            }
        } catch (IpcException e) {
            return e;
        } catch (ExecutionException e) {
            return (IpcException) e.getCause();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no failure");
    }

    private static Map<String, Object> group(IpcException e, String name) {
        assertThat(e.problem()).as(e.getMessage()).isNotNull();
        Map<?, ?> groups = (Map<?, ?>) e.problem().members().get("groups");
        return ((Map<?, ?>) groups.get(name))
                .entrySet().stream()
                        .collect(
                                java.util.stream.Collectors.toMap(each -> (String) each.getKey(), Map.Entry::getValue));
    }

    /** All that can become of a group that is asked, at once. */
    @Test
    void gather() throws Exception {
        Ipc receiver = receiver();
        CountDownLatch release = new CountDownLatch(1);
        guard.watch((AutoCloseable) release::countDown);
        Channel responds = receiver.channel("stock");
        responds.respond("north", QuoteWanted.class, q -> new Quote("north", 3));
        responds.respond("south", QuoteWanted.class, q -> {
            throw new OutOfStock(q.payload().sku(), 0);
        });
        responds.respond("east", QuoteWanted.class, q -> {
            throw new IllegalStateException("broken");
        });
        responds.respond("west", QuoteWanted.class, q -> {
            release.await();
            return new Quote("west", 1);
        });
        responds.respond("quiet", QuoteWanted.class, q -> null);
        start(receiver);
        String here = ": \"" + base() + "\", ";
        Channel stock = events(
                        "400ms",
                        "north" + here + "south" + here + "east" + here + "west" + here + "quiet" + here
                                + "down: \"http://127.0.0.1:" + reserved() + "\"")
                .channel("stock");

        for (boolean blocking : new boolean[] {true, false}) {
            Event<QuoteWanted> event = Event.of(new QuoteWanted("apple"));
            long began = System.nanoTime();
            Gathered<Quote> quotes = blocking
                    ? stock.gather(event, Quote.class)
                    : stock.gatherAsync(event, Quote.class).get(10, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(390));
            assertThat(quotes.replies()).extracting(r -> r.payload()).containsExactly(new Quote("north", 3));
            assertThat(quotes.replies().get(0).headers().get("ipc-group")).isEqualTo("north");
            assertThat(quotes.failures()).hasSize(4);
            assertThat(failure(quotes, "south").kind()).isEqualTo(Kind.REFUSED);
            assertThat(failure(quotes, "south").executed()).isEqualTo(Executed.YES);
            assertThat(failure(quotes, "south").problem())
                    .as("what it refused with")
                    .isNotNull()
                    .satisfies(problem -> assertThat(problem.data()).containsEntry("sku", "apple"));
            assertThat(failure(quotes, "east").kind()).isEqualTo(Kind.FAILED);
            assertThat(failure(quotes, "west").kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure(quotes, "west").executed()).isEqualTo(Executed.MAYBE);
            assertThat(failure(quotes, "down").kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure(quotes, "down").executed()).isEqualTo(Executed.NO);
        }
        assertThat(stock.gather(Event.of(new QuoteWanted("apple")).expecting(1), Quote.class)
                        .replies()
                        .size())
                .isLessThanOrEqualTo(1);
        release.countDown();
    }

    private static IpcException failure(Gathered<?> gathered, String group) {
        return gathered.failures().stream()
                .filter(e -> e.text().contains("group '" + group + "'"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(group + " is not in " + gathered.failures()));
    }

    @Test
    void gatherEndsWhenAllHaveAnswered() {
        Ipc receiver = receiver();
        receiver.channel("stock").respond("north", QuoteWanted.class, q -> new Quote("north", 3));
        receiver.channel("stock").respond("south", QuoteWanted.class, q -> null);
        start(receiver);
        Channel stock = events("30s", "north: \"" + base() + "\", south: \"" + base() + "\"")
                .channel("stock");
        long began = System.nanoTime();
        assertThat(stock.gather(Event.of(new QuoteWanted("apple")), Quote.class).replies())
                .hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    /** Each message goes to one of the receivers, in turn. */
    @Test
    void competingReceivers() {
        List<String> bases = new ArrayList<>();
        List<String> who = new CopyOnWriteArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            HttpTransportProvider mine = new HttpTransportProvider();
            Ipc receiver = guard.open(Ipc.builder()
                    .isolated()
                    .add(mine)
                    .set("service", name)
                    .set("channels.orders.transport", "http")
                    .set("channels.stock.kind", "events")
                    .set("channels.stock.transport", "http")
                    .set("transports.http.listen", "0"));
            receiver.channel("orders").accept(CancelOrder.class, c -> who.add(name));
            receiver.channel("stock").subscribe("billing", OrderPlaced.class, c -> who.add("e" + name));
            start(receiver);
            bases.add("http://127.0.0.1:" + mine.port());
        }
        Ipc caller = guard.open(Ipc.builder().isolated().yaml("""
                        ipc:
                          service: asks
                          channels:
                            orders: {transport: http, http: {address: %1$s}}
                            stock: {kind: events, transport: http, http: {groups: {billing: %1$s}}}
                        """.formatted(bases)));
        for (int i = 0; i < 6; i++) {
            caller.channel("orders").send(Command.of(new CancelOrder("1")));
            caller.channel("stock").publish(Event.of(new OrderPlaced("1", "a")));
        }
        assertThat(who).hasSize(12);
        for (String each : List.of("a", "b", "c", "ea", "eb", "ec")) {
            assertThat(who.stream().filter(each::equals)).hasSize(2);
        }
    }

    /** One handler, one limit, two ways to it. */
    @Test
    void receivesOnMemoryAndHttpAtOnce() throws Exception {
        MemoryBroker broker = new MemoryBroker();
        Ipc receiver = guard.open(Ipc.builder()
                .isolated()
                .add(broker)
                .add(http)
                .set("service", "serves")
                .set("channels.orders.transport", "http")
                .set("channels.orders.receive", "http, memory")
                .set("channels.orders.concurrency", "2")
                .set("transports.http.listen", "0"));
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        List<String> order = new CopyOnWriteArrayList<>();
        receiver.channel("orders").handle(PlaceOrder.class, message -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            two.countDown();
            try {
                assertThat(two.await(5, TimeUnit.SECONDS)).isTrue();
                order.add(message.source());
                return new OrderPlaced(message.source(), message.payload().sku());
            } finally {
                now.decrementAndGet();
            }
        });
        start(receiver);
        Ipc overHttp = guard.open(Shop.callerOf(base(), "service", "h", "channels.orders.timeout", "8s"));
        Ipc overMemory = guard.open(Ipc.builder()
                .isolated()
                .add(broker)
                .set("service", "m")
                .set("channels.orders.transport", "memory")
                .set("channels.orders.timeout", "8s"));

        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            for (Ipc each : List.of(overHttp, overMemory)) {
                all.add(each.channel("orders").callAsync(Command.of(new PlaceOrder("x", i)), OrderPlaced.class));
                Rig.await("it is taken or queued", () -> receiver.counts().inFlight() < 4);
            }
        }
        for (CompletableFuture<?> each : all) {
            each.get(8, TimeUnit.SECONDS);
        }
        assertThat(most).hasValue(2);
        assertThat(order).contains("h", "m").hasSize(20);
        assertThat(overHttp.channel("orders").call(Command.of(new PlaceOrder("x", 1)), OrderPlaced.class))
                .isEqualTo(new OrderPlaced("h", "x"));
        assertThat(overMemory.channel("orders").call(Command.of(new PlaceOrder("x", 1)), OrderPlaced.class))
                .isEqualTo(new OrderPlaced("m", "x"));
    }

    /** One caller that waits for each answer keeps its order; those of one key never run side by side. */
    @Test
    void keysRunOneAfterAnother() throws Exception {
        Ipc receiver = receiver("channels.orders.concurrency", "8", "channels.orders.window", "200");
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Integer> order = new CopyOnWriteArrayList<>();
        receiver.channel("orders").accept(PlaceOrder.class, message -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            order.add(message.payload().quantity());
            now.decrementAndGet();
        });
        start(receiver);
        Ipc caller = guard.open(Shop.callerOf(base()));
        for (int i = 0; i < 50; i++) {
            caller.channel("orders").send(Command.of(new PlaceOrder("x", i)).withKey("one"));
        }
        assertThat(order).isSorted().hasSize(50);
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(caller.channel("orders")
                    .sendAsync(Command.of(new PlaceOrder("x", i)).withKey("one")));
        }
        for (CompletableFuture<?> each : all) {
            each.get(8, TimeUnit.SECONDS);
        }
        assertThat(order).hasSize(150);
        assertThat(most).as("side by side").hasValue(1);
    }
}
