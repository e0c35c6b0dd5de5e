package io.unifiedipc.samples.checkout.services;

import io.unifiedipc.samples.checkout.contracts.OrderPlaced;
import io.unifiedipc.samples.checkout.effects.Journal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Packs parcels, numbered for each customer. */
final class Shipping {
    private final Journal journal;
    private final Map<String, Integer> parcels = new ConcurrentHashMap<>();

    Shipping(Journal journal) {
        this.journal = journal;
    }

    void ship(OrderPlaced placed) {
        int parcel = parcels.merge(placed.customer(), 1, Integer::sum);
        journal.write(
                "parcel",
                placed.order(),
                placed.customer(),
                placed.name(),
                placed.country(),
                placed.sku(),
                placed.quantity(),
                parcel);
    }
}
