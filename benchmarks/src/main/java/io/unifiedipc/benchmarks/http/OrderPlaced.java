package io.unifiedipc.benchmarks.http;

/** What is answered: about 200 bytes of JSON. */
public record OrderPlaced(
        String id,
        String customer,
        String sku,
        int quantity,
        String currency,
        long cents,
        String state,
        String promised,
        String carrier) {
    /** The one that all get, and look at. */
    static final OrderPlaced ONE = PlaceOrder.ONE.placed();

    /**
     * Itself.
     *
     * @throws IllegalStateException where it is another one
     */
    OrderPlaced checked() {
        if (!ONE.equals(this)) {
            throw new IllegalStateException("answered with " + this + " in place of " + ONE);
        }
        return this;
    }
}
