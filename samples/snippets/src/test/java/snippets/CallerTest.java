package snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Ipc;
import io.unifiedipc.testing.IpcTest;
import io.unifiedipc.testing.IpcWorld;
import io.unifiedipc.testing.Stub;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import snippets.Orders.OrderPlaced;
import snippets.Orders.OutOfStock;
import snippets.Orders.PlaceOrder;

@IpcTest(file = "shop.yaml")
class CallerTest {
    // begin: stub
    private Stub<Orders> orders;

    @BeforeEach
    void inPlaceOfTheService(IpcWorld world) {
        orders = world.stub(Orders.class)
                .answers(Orders::place, order -> new OrderPlaced("o-7"))
                .takes(Orders::cancel); // one-way: there is nothing to answer
    }

    @Test
    void aRefusalIsTold(Ipc ipc) {
        orders.answers(Orders::place, order -> {
            throw new OutOfStock(order.sku());
        });
        assertThat(new Caller(ipc).order("apple")).isEqualTo("no apple left");
        assertThat(orders.asked(PlaceOrder.class)).containsExactly(new PlaceOrder("ann", "apple", 2));
    }
    // end: stub
}
