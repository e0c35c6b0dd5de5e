package snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Ipc;
import io.unifiedipc.testing.IpcTest;
import io.unifiedipc.testing.IpcWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import snippets.Orders.OrderPlaced;
import snippets.Orders.PlaceOrder;

// begin: first
@IpcTest(file = "shop.yaml") // without a file: the ipc.yaml that Ipc.load() would find
class ShopTest {
    @BeforeEach
    void wire(Ipc ipc) { // the application registers its handlers, as it does in production
        new Shop(ipc);
        new Billing(ipc);
    }

    @Test
    void whatIsPlacedIsBilled(Ipc ipc, IpcWorld world) throws Exception { // receiving has begun by now
        ipc.client(Orders.class).place(new PlaceOrder("ann", "apple", 2));
        world.awaitQuiet();
        assertThat(world.handled("order-events", OrderPlaced.class)).hasSize(1);
    }
}
// end: first
