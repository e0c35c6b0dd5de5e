package io.unifiedipc.memory;

import io.unifiedipc.spi.Envelope;

/**
 * What goes wrong in a {@link MemoryBroker}: asked at each step of each message. With {@link #NONE} nothing does. An
 * implementation that decides by a seed makes a run that can be replayed.
 */
public interface Faults {
    /** Nothing goes wrong. */
    Faults NONE = (step, place, message) -> Fault.NONE;

    /** The steps of a message through a broker. */
    enum Step {
        /** A sender gives it to the broker. */
        PUBLISH,
        /** The broker gives it to a receiver. */
        DELIVER,
        /** A receiver says that it is done with it. */
        SETTLE,
        /** A receiver's reply goes to the inbox of the one who asked. */
        REPLY
    }

    /** What goes wrong at a step. */
    enum Effect {
        /** Nothing. */
        NONE,
        /** It gets lost on the way there: what was sent, delivered, settled or answered has not arrived. */
        LOST,
        /** It has arrived, and the confirmation gets lost on the way back: its sender can't know. For PUBLISH. */
        UNCONFIRMED,
        /** It arrives twice. For PUBLISH, DELIVER and REPLY. */
        TWICE
    }

    /**
     * One step's fate.
     *
     * @param effect what goes wrong
     * @param delay how long it takes until it has arrived, nanoseconds; 0 for at once
     */
    record Fault(Effect effect, long delay) {
        /** Nothing goes wrong, at once. */
        public static final Fault NONE = new Fault(Effect.NONE, 0);
    }

    /**
     * Decides one step. Called on whichever thread does the step, without a lock held.
     *
     * @param place the queue or topic, or the inbox of a reply
     */
    Fault at(Step step, String place, Envelope message);

    /**
     * Decides which message is handed over next, of so many that may be, oldest first: 0 for the oldest. Those of one key never
     * overtake each other. Called with the queue's lock held.
     */
    default int next(String place, int candidates) {
        return 0;
    }
}
