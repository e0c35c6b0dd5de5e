package io.unifiedipc.spi;

import io.unifiedipc.IpcException;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way to a broker, made by {@link BrokerLink}: a command, an event, or a reply. Its methods may be called
 * by any thread.
 */
public interface Transfer {
    /** The message. */
    Envelope envelope();

    /** Where it goes if it is a reply, with the exchange that it belongs to; null for the channel's own place. */
    @Nullable
    ReturnAddress to();

    /** When a request's caller stops waiting, a reading of the clock; {@link Delivery#NO_DEADLINE} for all other messages. */
    long deadline();

    /** Which attempt of the sender it is, from 1. */
    int attempt();

    /** Asked right before the driver gets it, perhaps twice. Where it answers false nothing may be sent. */
    boolean handOff();

    /** The driver has refused it, for sure; it may be handed off again. Answers false where its sender has given up. */
    boolean takeBack();

    /** Leaves what makes the driver let go of it, where that can be done; runs at once where the sender has given up. */
    void onCancel(Runnable hook);

    /** The broker has taken responsibility. */
    void taken();

    /** It did not get there, or not for sure; also the end of a transfer whose {@link #handOff()} was refused. */
    void fail(IpcException failure);
}
