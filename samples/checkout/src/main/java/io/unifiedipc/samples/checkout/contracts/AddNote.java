package io.unifiedipc.samples.checkout.contracts;

import io.unifiedipc.Key;

/** Puts a note on an order. */
public record AddNote(String order, @Key String customer, String text) {}
