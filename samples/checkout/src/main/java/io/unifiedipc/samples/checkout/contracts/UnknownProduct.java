package io.unifiedipc.samples.checkout.contracts;

import io.unifiedipc.Refusal;

/** There is no such product. */
@Refusal
public final class UnknownProduct extends Exception {
    private final String sku;

    public UnknownProduct(String sku) {
        super("there is no product '" + sku + "'");
        this.sku = sku;
    }

    public String sku() {
        return sku;
    }
}
