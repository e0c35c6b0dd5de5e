package io.unifiedipc.samples.checkout.contracts;

import io.unifiedipc.Refusal;

/** Something in the order can't be. */
@Refusal
public final class InvalidOrder extends Exception {
    private final String field;
    private final String value;

    public InvalidOrder(String field, String value) {
        super(field + " can't be " + value);
        this.field = field;
        this.value = value;
    }

    public String field() {
        return field;
    }

    public String value() {
        return value;
    }
}
