package io.unifiedipc.testing.sim;

/** What {@link SeededFaults} let go wrong, with how often it does by default: of so many occasions, one in a hundred is 0.01. */
public enum FaultKind {
    /** A message does not reach the broker; its sender is told {@code CONNECTION_LOST}, executed MAYBE. */
    LOST_MESSAGE(0.01),
    /** A message or a reply reaches the broker, and the confirmation does not reach its sender: told the same. */
    LOST_CONFIRMATION(0.01),
    /** A delivery does not reach its receiver; the message comes again. */
    LOST_DELIVERY(0.01),
    /** A receiver is done with a message, and the broker does not hear of it: the message comes again. */
    LOST_ACKNOWLEDGEMENT(0.02),
    /** A reply does not reach the one who asked. */
    LOST_REPLY(0.01),
    /** A one-way message, an event or a reply arrives twice. */
    DUPLICATE(0.02),
    /**
     * A request arrives twice while its first copy is under way. No broker does this by itself, so by default it never happens: one
     * that comes again after a lost acknowledgement says so, and two copies at once do not. Then one may be refused as not executed
     * although the other runs.
     */
    DUPLICATE_REQUEST(0),
    /** Something arrives later, by up to {@link SeededFaults#longestDelay}. */
    DELAY(0.2),
    /** A message overtakes older ones, which have other keys. */
    REORDER(0.2),
    /** The broker restarts: every connection drops. An occasion is a step of the world. */
    RESTART(0.001);

    private final double rate;

    FaultKind(double rate) {
        this.rate = rate;
    }

    /** How often it happens unless a test says otherwise. */
    public double defaultRate() {
        return rate;
    }
}
