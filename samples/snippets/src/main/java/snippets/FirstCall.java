package snippets;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Ipc;

/** The first lines of the README. */
public final class FirstCall {
    // begin: first-call
    record PlaceOrder(String sku, int quantity) {}

    record OrderPlaced(String text) {}

    public static void main(String[] args) {
        try (Ipc ipc = Ipc.load()) { // reads ipc.yaml
            Channel orders = ipc.channel("orders");
            orders.handle(PlaceOrder.class, order -> new OrderPlaced("placed: " + order.payload()));
            ipc.start();

            OrderPlaced placed = orders.call(Command.of(new PlaceOrder("apple", 2)), OrderPlaced.class);
            System.out.println(placed.text());
        }
    }
    // end: first-call

    private FirstCall() {}
}
