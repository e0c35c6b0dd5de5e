package io.unifiedipc.samples.checkout.contracts;

import io.unifiedipc.Refusal;

/** A supplier does not supply this, or not so much of it. */
@Refusal
public final class NoOffer extends Exception {
    private final String supplier;

    public NoOffer(String supplier) {
        super("no offer from " + supplier);
        this.supplier = supplier;
    }

    public String supplier() {
        return supplier;
    }
}
