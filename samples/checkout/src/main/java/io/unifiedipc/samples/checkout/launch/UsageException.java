package io.unifiedipc.samples.checkout.launch;

/** The arguments can't be used; the message says why. */
final class UsageException extends Exception {
    UsageException(String message) {
        super(message);
    }
}
