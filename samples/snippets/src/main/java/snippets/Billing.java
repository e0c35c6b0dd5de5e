package snippets;

import io.unifiedipc.Ipc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import snippets.Orders.OrderPlaced;

/** Takes the events of docs/testing.md. */
final class Billing {
    private final List<String> bills = Collections.synchronizedList(new ArrayList<>());

    Billing(Ipc ipc) {
        ipc.channel("order-events").subscribe("billing", OrderPlaced.class, placed -> {
            bills.add(placed.payload().id());
        });
    }

    List<String> bills() {
        return List.copyOf(bills);
    }
}
