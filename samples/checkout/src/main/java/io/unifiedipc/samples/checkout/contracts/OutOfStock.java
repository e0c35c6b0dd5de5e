package io.unifiedipc.samples.checkout.contracts;

import io.unifiedipc.Refusal;

/** The customer's share of this product does not reach. */
@Refusal
public final class OutOfStock extends Exception {
    private final String sku;
    private final int left;

    public OutOfStock(String sku, int left) {
        super("only " + left + " of " + sku + " left for this customer");
        this.sku = sku;
        this.left = left;
    }

    public String sku() {
        return sku;
    }

    public int left() {
        return left;
    }
}
