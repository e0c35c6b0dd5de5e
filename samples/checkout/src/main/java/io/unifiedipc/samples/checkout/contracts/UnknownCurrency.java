package io.unifiedipc.samples.checkout.contracts;

import io.unifiedipc.Refusal;

/** Nobody can pay in that. */
@Refusal
public final class UnknownCurrency extends Exception {
    private final String currency;

    public UnknownCurrency(String currency) {
        super("nobody can pay in '" + currency + "'");
        this.currency = currency;
    }

    public String currency() {
        return currency;
    }
}
