package io.unifiedipc.benchmarks.http;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Contract;
import io.unifiedipc.Document;
import io.unifiedipc.Ipc;
import io.unifiedipc.Operation;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A channel with what every channel has unless told otherwise: deadline, key, version, outstanding limit, breaker. */
final class Ours implements OrderClient {
    private final Ipc ipc;
    private final Channel orders;

    private Ours(Ipc ipc) {
        this.ipc = ipc;
        orders = ipc.channel("orders");
    }

    static OrderClient open(String address) {
        return new Ours(ipc(address));
    }

    static Ipc ipc(String address) {
        return Ipc.builder()
                .isolated()
                .set("service", "benchmark")
                .set("channels.orders.transport", "http")
                .set("channels.orders.http.address", address)
                .build();
    }

    @Override
    public OrderPlaced place(PlaceOrder order) {
        return Objects.requireNonNull(orders.call(Command.of(order), OrderPlaced.class));
    }

    @Override
    public CompletableFuture<OrderPlaced> later(PlaceOrder order) {
        return orders.callAsync(Command.of(order), OrderPlaced.class).thenApply(Document::payload);
    }

    @Override
    public void close() {
        ipc.close();
    }

    /** The same through a contract. */
    @Contract(channel = "orders", version = "1.0.0")
    interface Orders {
        @Operation("PlaceOrder")
        OrderPlaced place(PlaceOrder order);
    }

    /** The same with a future: a contract has an operation once. */
    @Contract(channel = "orders", version = "1.0.0")
    interface Later {
        @Operation("PlaceOrder")
        CompletableFuture<OrderPlaced> place(PlaceOrder order);
    }

    static OrderClient contract(String address) {
        Ipc ipc = ipc(address);
        Orders orders = ipc.client(Orders.class);
        Later later = ipc.client(Later.class);
        return new OrderClient() {
            @Override
            public OrderPlaced place(PlaceOrder order) {
                return orders.place(order);
            }

            @Override
            public CompletableFuture<OrderPlaced> later(PlaceOrder order) {
                return later.place(order);
            }

            @Override
            public void close() {
                ipc.close();
            }
        };
    }
}
