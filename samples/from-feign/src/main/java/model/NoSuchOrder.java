package model;

import io.unifiedipc.Refusal;

/** The service says 404 to that. */
@Refusal(status = 404)
public final class NoSuchOrder extends Exception {
    private static final long serialVersionUID = 1;

    public NoSuchOrder(String message) {
        super(message);
    }
}
