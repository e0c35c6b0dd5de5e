package io.unifiedipc.samples.checkout.services;

import io.unifiedipc.Channel;
import io.unifiedipc.Ipc;
import io.unifiedipc.Subscription;
import io.unifiedipc.samples.checkout.contracts.Admin;
import io.unifiedipc.samples.checkout.contracts.OrderPlaced;
import io.unifiedipc.samples.checkout.contracts.Orders;
import io.unifiedipc.samples.checkout.contracts.QuoteWanted;
import io.unifiedipc.samples.checkout.effects.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** All who receive, put on their channels. To be made before the {@link Ipc} is started, and closed after it. */
public final class Services implements AutoCloseable {
    private final Path folder;
    private final Catalogue catalogue = new Catalogue();
    private final List<Journal> journals = new ArrayList<>();
    private final Map<String, Subscription> receivers = new LinkedHashMap<>();

    public Services(Ipc ipc, Path folder) {
        this.folder = folder;

        receivers.put("orders", ipc.serve(Orders.class, new OrdersService(catalogue, journal("orders"))));

        Channel events = ipc.channel("order-events");
        Billing billing = new Billing(journal("billing"));
        Shipping shipping = new Shipping(journal("shipping"));
        receivers.put(
                "order-events/billing",
                events.subscribe("billing", OrderPlaced.class, event -> billing.bill(event.payload())));
        receivers.put(
                "order-events/shipping",
                events.subscribe("shipping", OrderPlaced.class, event -> shipping.ship(event.payload())));

        supplier(ipc, "north", 96, 10);
        supplier(ipc, "south", 103, 60);
        supplier(ipc, "east", 91, 3);

        ipc.serve(Admin.class, new AdminService(receivers));
    }

    private void supplier(Ipc ipc, String name, int percent, int most) {
        Supplier supplier = new Supplier(name, percent, most, catalogue, journal("supplier-" + name));
        receivers.put(
                "quotes/" + name,
                ipc.channel("quotes").respond(name, QuoteWanted.class, wanted -> supplier.offer(wanted.payload())));
    }

    private Journal journal(String name) {
        Journal journal = new Journal(folder, name);
        journals.add(journal);
        return journal;
    }

    /** Waits until nothing that was sent is left to be handled; false where that takes longer. */
    public boolean drain(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        int looks = 0;
        while (looks < 2 && System.nanoTime() < deadline) {
            looks = idle() ? looks + 1 : 0; // twice: a message may be on its way from the one count to the other
            LockSupport.parkNanos(1_000_000);
        }
        return looks == 2;
    }

    private boolean idle() {
        return receivers.values().stream()
                .map(Subscription::depth)
                .allMatch(depth -> depth.waiting() <= 0 && depth.inFlight() == 0);
    }

    @Override
    public void close() {
        journals.forEach(Journal::close);
    }
}
