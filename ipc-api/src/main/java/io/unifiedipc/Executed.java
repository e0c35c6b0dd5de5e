package io.unifiedipc;

/**
 * Whether the work that a failed exchange asked for was done. Every {@link IpcException} carries one, and no layer may lose
 * it.
 */
public enum Executed {
    /** It did not start, and it never will: sending the message again is safe. */
    NO,
    /** Nobody can tell from here: it may have run, may be running, or may run later. */
    MAYBE,
    /** The handler ran and answered, with a refusal or a failure, or with a reply that could not be read. */
    YES
}
