package snippets;

import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.testing.Differs;
import io.unifiedipc.testing.IpcTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import snippets.Orders.CancelOrder;
import snippets.Orders.PlaceOrder;

// begin: elsewhere
@IpcTest(file = "shop.yaml", alike = false, also = OverHttp.class)
class ElsewhereTest {
    @BeforeEach
    void wire(Ipc ipc) {
        new Shop(ipc);
        new Billing(ipc);
    }

    @Test
    void placing(Ipc ipc) throws Exception {
        ipc.client(Orders.class).place(new PlaceOrder("ann", "apple", 2));
    }

    @Test
    @Differs(channel = "orders", because = "HTTP stores nothing: the failure is the answer")
    void cancellingNothing(Ipc ipc) {
        try {
            ipc.client(Orders.class).cancel(new CancelOrder("none")); // its handler throws
        } catch (IpcException e) {
            // over HTTP its sender hears of it
        }
    }
}
// end: elsewhere
