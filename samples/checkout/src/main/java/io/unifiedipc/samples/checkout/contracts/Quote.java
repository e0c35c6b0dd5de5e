package io.unifiedipc.samples.checkout.contracts;

/** A supplier's price for one piece, in euro cents. */
public record Quote(String supplier, long cents) {}
