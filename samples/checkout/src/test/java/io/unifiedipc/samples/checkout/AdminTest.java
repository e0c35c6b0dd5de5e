package io.unifiedipc.samples.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Ipc;
import io.unifiedipc.Parked.Verdict;
import io.unifiedipc.samples.checkout.contracts.AddNote;
import io.unifiedipc.samples.checkout.contracts.Admin;
import io.unifiedipc.samples.checkout.contracts.CannotDo;
import io.unifiedipc.samples.checkout.contracts.Orders;
import io.unifiedipc.samples.checkout.services.Services;
import io.unifiedipc.testing.IpcTest;
import io.unifiedipc.testing.IpcWorld;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator asks of the services. */
@IpcTest
class AdminTest {
    @TempDir
    Path folder;

    private Services services;
    private Orders orders;
    private Admin admin;

    @BeforeEach
    void shop(Ipc ipc) {
        services = new Services(ipc, folder);
        orders = ipc.client(Orders.class);
        admin = ipc.client(Admin.class);
    }

    @AfterEach
    void close(IpcWorld world) {
        world.awaitQuiet();
        services.close();
    }

    @Test
    void whatIsSentToOneThatPausesWaits(IpcWorld world) throws Exception {
        assertThat(admin.pause(new Admin.Pause("orders")).all())
                .containsExactly(new Admin.Receiver("orders", true, 0, 0));
        orders.note(new AddNote("A-1", "C-1", "ring twice"));

        assertThat(admin.depth().all())
                .contains(
                        new Admin.Receiver("orders", true, 1, 0),
                        new Admin.Receiver("order-events/billing", false, 0, 0))
                .hasSize(6);

        admin.resume(new Admin.Resume("orders"));
        world.awaitQuiet();
        assertThat(admin.depth().all()).contains(new Admin.Receiver("orders", false, 0, 0));
    }

    @Test
    void nothingIsParkedWhereNothingFailed() throws Exception {
        assertThat(admin.drain(new Admin.Drain("quotes/north", Verdict.KEEP, 10))
                        .messages())
                .isEmpty();
    }

    @Test
    void aReceiverThatIsNotThereIsNamedWithThoseThatAre() {
        assertThatThrownBy(() -> admin.pause(new Admin.Pause("billing")))
                .isInstanceOf(CannotDo.class)
                .hasMessageContainingAll("'billing'", "order-events/billing");
    }
}
