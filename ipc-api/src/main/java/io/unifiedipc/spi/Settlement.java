package io.unifiedipc.spi;

/** What becomes of a delivery at its transport. */
public enum Settlement {
    /** It is done with: never deliver it again. */
    ACK,
    /** It was not handled: deliver it again, here or elsewhere. */
    RELEASE
}
