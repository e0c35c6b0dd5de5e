package io.unifiedipc.samples.checkout.contracts;

import io.unifiedipc.Refusal;

/** What an operator asks for can't be done. */
@Refusal
public final class CannotDo extends Exception {
    private final String why;

    public CannotDo(String why) {
        super(why);
        this.why = why;
    }

    public String why() {
        return why;
    }
}
