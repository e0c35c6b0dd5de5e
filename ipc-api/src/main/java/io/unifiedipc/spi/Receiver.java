package io.unifiedipc.spi;

/** Takes what a link received. */
@FunctionalInterface
public interface Receiver {
    /**
     * Takes a message. Called on any thread, one delivery after another in the order of arrival per key. Returns at once,
     * unless {@link Delivery#mayBlock()}: then the handler may run in here. Never throws.
     */
    void accept(Delivery delivery);
}
