package io.unifiedipc.samples.checkout.services;

import io.unifiedipc.samples.checkout.contracts.OrderPlaced;
import io.unifiedipc.samples.checkout.effects.Journal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes invoices, with what the customer owes in that currency so far. */
final class Billing {
    private record Owing(String customer, String currency) {}

    private final Journal journal;
    private final Map<Owing, Long> owed = new ConcurrentHashMap<>();

    Billing(Journal journal) {
        this.journal = journal;
    }

    void bill(OrderPlaced placed) {
        long total = owed.merge(new Owing(placed.customer(), placed.currency()), placed.amount(), Long::sum);
        journal.write(
                "invoice", placed.order(), placed.customer(), placed.name(), placed.currency(), placed.amount(), total);
    }
}
