package snippets;

import io.unifiedipc.Event;
import io.unifiedipc.Ipc;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The application that docs/testing.md tests. */
// begin: shop
final class Shop implements Orders {
    private final Ipc ipc;
    private final AtomicInteger numbers = new AtomicInteger();

    Shop(Ipc ipc) {
        this.ipc = ipc;
        ipc.serve(Orders.class, this);
    }

    @Override
    public OrderPlaced place(PlaceOrder order) throws OutOfStock {
        if (order.quantity() > 9) {
            throw new OutOfStock(order.sku());
        }
        OrderPlaced placed = new OrderPlaced("o-" + numbers.incrementAndGet());
        ipc.channel("order-events").publish(Event.of(placed).withKey(order.customer()));
        return placed;
    }
    // end: shop

    @Override
    public CompletableFuture<Price> price(PriceWanted wanted) {
        return CompletableFuture.completedFuture(new Price(wanted.sku(), 120));
    }

    @Override
    public void cancel(CancelOrder order) {
        if (!order.id().startsWith("o-")) {
            throw new IllegalArgumentException("there is no order " + order.id());
        }
    }
}
