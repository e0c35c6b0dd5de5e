package snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Ipc;
import io.unifiedipc.Kind;
import io.unifiedipc.testing.IpcTest;
import io.unifiedipc.testing.IpcWorld;
import io.unifiedipc.testing.Recorded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import snippets.Orders.OutOfStock;
import snippets.Orders.PlaceOrder;

@IpcTest(file = "shop.yaml")
class RecordingTest {
    @BeforeEach
    void wire(Ipc ipc) {
        new Shop(ipc);
        new Billing(ipc);
    }

    // begin: recording
    @Test
    void aRefusalIsNoEvent(Ipc ipc, IpcWorld world) {
        Orders orders = ipc.client(Orders.class);
        assertThatThrownBy(() -> orders.place(new PlaceOrder("ann", "apple", 10)))
                .isInstanceOf(OutOfStock.class);
        world.awaitQuiet();

        Recorded<PlaceOrder> sent = world.sent("orders", PlaceOrder.class).get(0);
        assertThat(sent.payload().quantity()).isEqualTo(10);
        assertThat(sent.failure().kind()).isEqualTo(Kind.REFUSED);
        assertThat(world.sent("order-events")).isEmpty();
    }
    // end: recording
}
