package io.unifiedipc.benchmarks.http;

import java.util.concurrent.CompletableFuture;

/** A client as an application would write it over one library. Safe for any thread. */
interface OrderClient extends AutoCloseable {
    /** Waits for the reply. */
    OrderPlaced place(PlaceOrder order) throws Exception;

    /** Brings the reply later. */
    CompletableFuture<OrderPlaced> later(PlaceOrder order);

    @Override
    void close();

    /** Opens one for the server at an address. */
    interface Opening {
        OrderClient open(String address);
    }
}
