package model;

import io.unifiedipc.Refusal;

/** The service says 409 to that. */
@Refusal(status = 409)
public final class OutOfStock extends Exception {
    private static final long serialVersionUID = 1;
    private final String sku;

    public OutOfStock(String sku) {
        super(sku + " is out of stock");
        this.sku = sku;
    }

    public String sku() {
        return sku;
    }
}
