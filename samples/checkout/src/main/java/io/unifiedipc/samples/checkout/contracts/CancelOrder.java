package io.unifiedipc.samples.checkout.contracts;

import io.unifiedipc.Key;

/** Takes an order back, and says why. */
public record CancelOrder(String order, @Key String customer, String reason) {}
