package io.unifiedipc.samples.checkout.contracts;

import io.unifiedipc.Refusal;

/** We don't deliver there. */
@Refusal
public final class NoDelivery extends Exception {
    private final String country;

    public NoDelivery(String country) {
        super("we do not deliver to '" + country + "'");
        this.country = country;
    }

    public String country() {
        return country;
    }
}
