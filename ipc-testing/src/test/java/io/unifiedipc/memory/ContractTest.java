package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Contract;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.Refusal;
import io.unifiedipc.testing.kit.LeakGuard;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A contract with all that it can say: waiting, with a future, one-way, without a payload, with a list as its reply. */
class ContractTest {
    record PlaceOrder(String sku, int quantity) {}

    record OrderPlaced(String id, String sku) {}

    record CancelOrder(String id) {}

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
        ipc = guard.watch("contract", Ipc.builder().isolated().yaml("""
                        ipc:
                          service: contract
                          channels:
                            orders: {transport: memory}
                        """).build());
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
