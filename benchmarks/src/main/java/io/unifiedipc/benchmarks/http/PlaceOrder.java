package io.unifiedipc.benchmarks.http;

import io.unifiedipc.Operation;

/** What is asked for: about 200 bytes of JSON. */
public record PlaceOrder(
        String customer,
        String sku,
        int quantity,
        String currency,
        long cents,
        String street,
        String city,
        String note) {
    /** The one that all send. */
    static final PlaceOrder ONE = new PlaceOrder(
            "customer-000017",
            "sku-000421",
            2,
            "EUR",
            259_900,
            "Musterstrasse 12",
            "10115 Berlin",
            "please ring twice, the dog is friendly");

    OrderPlaced placed() {
        return new OrderPlaced(
                "order-00000001", customer, sku, quantity, currency, cents, "ACCEPTED", "2026-11-24T09:00:00Z", "DHL");
    }

    /** The same, with a handler that says of itself that it never blocks. */
    @Operation(nonBlocking = true)
    public record Quick(
            String customer,
            String sku,
            int quantity,
            String currency,
            long cents,
            String street,
            String city,
            String note) {
        OrderPlaced placed() {
            return new PlaceOrder(customer, sku, quantity, currency, cents, street, city, note).placed();
        }
    }
}
