package io.unifiedipc.samples.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Event;
import io.unifiedipc.Gathered;
import io.unifiedipc.Ipc;
import io.unifiedipc.Kind;
import io.unifiedipc.samples.checkout.contracts.CancelOrder;
import io.unifiedipc.samples.checkout.contracts.NoDelivery;
import io.unifiedipc.samples.checkout.contracts.OrderPlaced;
import io.unifiedipc.samples.checkout.contracts.Orders;
import io.unifiedipc.samples.checkout.contracts.PlaceOrder;
import io.unifiedipc.samples.checkout.contracts.Quote;
import io.unifiedipc.samples.checkout.contracts.QuoteWanted;
import io.unifiedipc.samples.checkout.services.Services;
import io.unifiedipc.testing.IpcTest;
import io.unifiedipc.testing.IpcWorld;
import io.unifiedipc.testing.Recorded;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services of the shop, by the sample's own ipc.yaml: each test in memory, then over HTTP, with the same outcome. */
@IpcTest(also = OverHttp.class)
class ShopTest {
    @TempDir
    Path folder;

    private Services services;
    private Orders orders;

    @BeforeEach
    void shop(Ipc ipc) {
        services = new Services(ipc, folder);
        orders = ipc.client(Orders.class);
    }

    @AfterEach
    void close(IpcWorld world) {
        world.awaitQuiet();
        services.close();
    }

    private static PlaceOrder order(String country) {
        return new PlaceOrder("A-1", "C-1", "Ann", country, "TEA-ASSAM", 2, "EUR", "web", null);
    }

    @Test
    void whatWasPlacedIsBilledAndShipped(Ipc ipc, IpcWorld world) throws Exception {
        OrderPlaced placed = orders.place(order("DE"));
        ipc.channel("order-events").publish(Event.of(placed));
        world.awaitQuiet();

        assertThat(placed.amount()).isEqualTo(1180);
        assertThat(world.handled("order-events", OrderPlaced.class))
                .extracting(Recorded::group)
                .containsExactlyInAnyOrder("billing", "shipping");
        assertThat(folder.resolve("billing.effects")).hasContent("invoice\tA-1\tC-1\tAnn\tEUR\t1180\t1180");
    }

    @Test
    void noParcelGoesToAntarctica(IpcWorld world) {
        assertThatThrownBy(() -> orders.place(order("AQ"))).isInstanceOf(NoDelivery.class);

        assertThat(world.sent("orders", PlaceOrder.class)).singleElement().satisfies(sent -> {
            assertThat(sent.payload().country()).isEqualTo("AQ");
            assertThat(sent.failure()).isNotNull();
            assertThat(sent.failure().kind()).isEqualTo(Kind.REFUSED);
        });
        assertThat(world.sent("order-events")).isEmpty();
    }

    @Test
    void aCustomersCommandsKeepTheirOrder(IpcWorld world) throws Exception {
        orders.place(order("DE"));
        orders.cancel(new CancelOrder("A-1", "C-1", "too late"));
        orders.cancel(new CancelOrder("A-1", "C-1", "once more"));
        world.awaitQuiet();

        assertThat(world.handled("orders", CancelOrder.class))
                .extracting(cancel -> cancel.payload().reason())
                .containsExactly("too late", "once more");
    }

    @Test
    void everySupplierIsAsked(Ipc ipc) {
        QuoteWanted wanted = new QuoteWanted("A-1", "C-1", "TEA-ASSAM", 5);
        Gathered<Quote> offers = ipc.channel("quotes").gather(Event.of(wanted).expecting(3), Quote.class);

        assertThat(offers.replies())
                .extracting(offer -> offer.payload().supplier())
                .containsExactlyInAnyOrder("north", "south");
        assertThat(offers.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
    }
}
