package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Contract;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.LeakGuard;
import io.unifiedipc.Operation;
import io.unifiedipc.Problem;
import io.unifiedipc.Refusal;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every interaction style, in each of its call styles, over the broker in memory. */
class FiveStylesTest {
    record PlaceOrder(String sku, int quantity) {}

    record OrderPlaced(String id, String sku) {}

    record CancelOrder(String id) {}

    record QuoteWanted(String sku) {}

    record Quote(String supplier, int price) {}

    @Refusal
    static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1;

        final String sku;
        final int left;

        OutOfStock(String sku, int left) {
            super("only " + left + " of " + sku + " left");
            this.sku = sku;
            this.left = left;
        }
    }

    @Contract(channel = "orders", version = "1.2.0")
    interface Orders {
        OrderPlaced place(PlaceOrder order) throws OutOfStock;

        @Operation("PlaceLater")
        CompletableFuture<OrderPlaced> placeLater(PlaceOrder order);

        @Operation(oneWay = true)
        void cancel(CancelOrder order);

        List<OrderPlaced> all();
    }

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    private Ipc ipc;

    @BeforeEach
    void open() {
        ipc = guard.watch("five-styles", Ipc.builder().isolated().yaml("""
                        ipc:
                          service: five-styles
                          channels:
                            orders: {transport: memory}
                            order-replies: {transport: memory}
                            order-events: {transport: memory, kind: events}
                        """).build());
    }

    @Test
    void requestAndResponse() {
        ipc.channel("orders")
                .handle(
                        PlaceOrder.class,
                        order -> new OrderPlaced("1", order.payload().sku()));
        ipc.start();

        OrderPlaced placed = ipc.channel("orders").call(Command.of(new PlaceOrder("apple", 2)), OrderPlaced.class);

        assertThat(placed).isEqualTo(new OrderPlaced("1", "apple"));
    }

    @Test
    void aFutureBringsTheReply() {
        ipc.channel("orders")
                .handle(
                        PlaceOrder.class,
                        order -> CompletableFuture.supplyAsync(
                                () -> new OrderPlaced("1", order.payload().sku())));
        ipc.start();

        var reply = ipc.channel("orders")
                .callAsync(Command.of(new PlaceOrder("apple", 2)), OrderPlaced.class)
                .orTimeout(5, TimeUnit.SECONDS)
                .join();

        assertThat(reply.payload()).isEqualTo(new OrderPlaced("1", "apple"));
        assertThat(reply.headers().get("content-type")).isEqualTo("application/json");
    }

    @Test
    void theReplyGoesToAHandler() throws Exception {
        ipc.channel("orders").handle(PlaceOrder.class, order -> {
            if (order.payload().quantity() > 9) {
                throw new OutOfStock(order.payload().sku(), 9);
            }
            return new OrderPlaced("1", order.payload().sku());
        });
        ipc.channel("order-replies").handle(OrderPlaced.class, reply -> {
            seen.add(reply.answers() + " " + reply.payload().sku());
            return null;
        });
        ipc.channel("order-replies").handle(Problem.class, reply -> {
            seen.add(reply.answers() + " " + reply.payload().refusal()
                    + reply.payload().data());
            return null;
        });
        ipc.start();

        var good = Command.of(new PlaceOrder("apple", 2)).withReplyTo("order-replies");
        var bad = Command.of(new PlaceOrder("apple", 10)).withReplyTo("order-replies");
        ipc.channel("orders").send(good);
        assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(good.id() + " apple");
        ipc.channel("orders").send(bad);
        assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(bad.id() + " OutOfStock{sku=apple, left=9}");
    }

    @Test
    void oneWay() throws Exception {
        ipc.channel("orders").handle(CancelOrder.class, order -> {
            seen.add(order.payload());
            return null;
        });
        ipc.start();

        ipc.channel("orders").send(Command.of(new CancelOrder("7")));

        assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(new CancelOrder("7"));
    }

    @Test
    void everyGroupGetsAnEvent() throws Exception {
        ipc.channel("order-events").subscribe("billing", OrderPlaced.class, event -> seen.add("billing"));
        ipc.channel("order-events").subscribe("shipping", OrderPlaced.class, event -> seen.add("shipping"));
        ipc.start();

        ipc.channel("order-events").publish(Event.of(new OrderPlaced("1", "apple")));

        assertThat(List.of(seen.poll(5, TimeUnit.SECONDS), seen.poll(5, TimeUnit.SECONDS)))
                .containsExactlyInAnyOrder("billing", "shipping");
    }

    @Test
    void groupsAnswer() {
        ipc.channel("order-events").respond("north", QuoteWanted.class, q -> new Quote("north", 3));
        ipc.channel("order-events").respond("south", QuoteWanted.class, q -> {
            throw new OutOfStock(q.payload().sku(), 0);
        });
        ipc.start();

        var quotes = ipc.channel("order-events")
                .gather(Event.of(new QuoteWanted("apple")).expecting(2), Quote.class);

        assertThat(quotes.replies()).extracting(r -> r.payload()).containsExactly(new Quote("north", 3));
        assertThat(quotes.replies().get(0).headers().get("ipc-group")).isEqualTo("north");
        assertThat(quotes.failures()).extracting(IpcException::kind).containsExactly(Kind.REFUSED);
    }

    @Test
    void aContractIsPlainMethods() throws Exception {
        ipc.serve(Orders.class, new Orders() {
            @Override
            public OrderPlaced place(PlaceOrder order) throws OutOfStock {
                if (order.quantity() > 9) {
                    throw new OutOfStock(order.sku(), 9);
                }
                return new OrderPlaced("1", order.sku());
            }

            @Override
            public CompletableFuture<OrderPlaced> placeLater(PlaceOrder order) {
                return CompletableFuture.supplyAsync(() -> new OrderPlaced("2", order.sku()));
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
        ipc.start();
        Orders orders = ipc.client(Orders.class);

        assertThat(orders.place(new PlaceOrder("apple", 2))).isEqualTo(new OrderPlaced("1", "apple"));
        assertThat(orders.placeLater(new PlaceOrder("pear", 2))
                        .get(5, TimeUnit.SECONDS)
                        .sku())
                .isEqualTo("pear");
        orders.cancel(new CancelOrder("7"));
        assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(new CancelOrder("7"));
        assertThat(orders.all()).extracting(OrderPlaced::sku).containsExactly("a", "b");
        assertThatThrownBy(() -> orders.place(new PlaceOrder("apple", 10)))
                .isInstanceOfSatisfying(OutOfStock.class, refusal -> {
                    assertThat(refusal.sku).isEqualTo("apple");
                    assertThat(refusal.left).isEqualTo(9);
                    assertThat(refusal).hasMessage("only 9 of apple left");
                });
        assertThatThrownBy(() -> ipc.channel("orders").call(Command.of(new PlaceOrder("apple", 10)), OrderPlaced.class))
                .isInstanceOfSatisfying(IpcException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
                    assertThat(failure.executed()).isEqualTo(Executed.YES);
                    assertThat(failure.problem().data()).containsEntry("sku", "apple");
                });
    }
}
