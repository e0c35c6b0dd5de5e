package io.unifiedipc.samples.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Ipc;
import io.unifiedipc.samples.checkout.contracts.OrderPlaced;
import io.unifiedipc.samples.checkout.contracts.Orders;
import io.unifiedipc.samples.checkout.contracts.OutOfStock;
import io.unifiedipc.samples.checkout.contracts.PlaceOrder;
import io.unifiedipc.samples.checkout.desk.Checkout;
import io.unifiedipc.samples.checkout.desk.Line;
import io.unifiedipc.samples.checkout.effects.Journal;
import io.unifiedipc.testing.IpcTest;
import io.unifiedipc.testing.IpcWorld;
import io.unifiedipc.testing.Stub;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk alone: the orders service, which others write, is a stub. */
@IpcTest
class DeskTest {
    @TempDir
    Path folder;

    private Stub<Orders> orders;
    private Journal journal;
    private Checkout desk;

    @BeforeEach
    void desk(Ipc ipc, IpcWorld world) {
        orders = world.stub(Orders.class).answers(Orders::place, DeskTest::placed);
        ipc.channel("order-events").subscribe("billing", OrderPlaced.class, placed -> {});
        journal = new Journal(folder, "web-replies");
        desk = new Checkout(ipc, "web", journal);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private static OrderPlaced placed(PlaceOrder order) {
        return new OrderPlaced(
                order.order(), order.customer(), order.name(), order.country(), order.sku(), 1, "EUR", 590, 1);
    }

    private static Line line(String order, Line.Via via) {
        return new Line(Line.Type.ORDER, order, "C-1", "Ann", "DE", "TEA-ASSAM", 1, "EUR", via, false, "");
    }

    @Test
    void everybodyIsToldOfAnOrderThatWasPlaced(IpcWorld world) {
        desk.run(
                List.of(line("A-1", Line.Via.WEB), line("A-2", Line.Via.APP), line("A-3", Line.Via.MAIL)), 1, () -> {});
        world.awaitQuiet();

        assertThat(orders.asked(PlaceOrder.class)).extracting(PlaceOrder::order).containsExactly("A-1", "A-2", "A-3");
        assertThat(world.sent("order-events", OrderPlaced.class))
                .extracting(sent -> sent.payload().order())
                .containsExactly("A-1", "A-2", "A-3");
        assertThat(desk.report().failures()).isZero();
    }

    @Test
    void nobodyIsToldOfAnOrderThatWasRefused(IpcWorld world) {
        orders.answers(Orders::place, order -> {
            throw new OutOfStock(order.sku(), 0);
        });
        desk.run(List.of(line("A-1", Line.Via.WEB)), 1, () -> {});
        world.awaitQuiet();

        assertThat(world.sent("order-events")).isEmpty();
        assertThat(desk.report().failures()).isZero();
    }
}
