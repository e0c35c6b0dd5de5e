package io.unifiedipc.samples.checkout.contracts;

import io.unifiedipc.Contract;
import io.unifiedipc.Operation;

/** What the orders service does for others. A customer's commands are handled in the order in which they were sent. */
@Contract(channel = "orders", version = "1.0.0")
public interface Orders {
    /** Takes an order, or says why not. */
    OrderPlaced place(PlaceOrder order) throws InvalidOrder, UnknownProduct, UnknownCurrency, NoDelivery, OutOfStock;

    /** Takes an order back. */
    @Operation(oneWay = true)
    void cancel(CancelOrder order);

    /** Puts a note on an order. */
    @Operation(oneWay = true)
    void note(AddNote note);
}
