package io.unifiedipc.samples.checkout.contracts;

import io.unifiedipc.Key;

/** Asks every supplier for a price. */
public record QuoteWanted(String order, @Key String customer, String sku, int quantity) {}
