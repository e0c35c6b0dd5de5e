package snippets;

import io.unifiedipc.Ipc;
import snippets.Orders.OutOfStock;
import snippets.Orders.PlaceOrder;

/** Somebody who orders, and does not have the orders service. */
final class Caller {
    private final Orders orders;

    Caller(Ipc ipc) {
        orders = ipc.client(Orders.class);
    }

    String order(String sku) {
        try {
            return "placed " + orders.place(new PlaceOrder("ann", sku, 2)).id();
        } catch (OutOfStock refusal) {
            return "no " + refusal.sku() + " left";
        }
    }
}
