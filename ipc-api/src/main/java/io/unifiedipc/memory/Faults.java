package io.unifiedipc.memory;

import io.unifiedipc.spi.Envelope;

/**
 * What goes wrong in a {@link MemoryBroker}: asked at each step of each message. With {@link #NONE} nothing does. An
 * implementation that decides by a seed makes a run that can be replayed.
 *
 * <pre>{@code
 * Faults faults = (step, place, message) -> step == Faults.Step.SETTLE ? Faults.Fault.of(Faults.Effect.LOST) : Faults.Fault.NONE;
 * MemoryBroker broker = new MemoryBroker(faults);
 * }</pre>
 *
 * <p>Whatever goes wrong, messages of one key reach their receiver in order; one that comes again may come late. A fault that
 * always strikes makes a message go round for ever.
 */
public interface Faults {
    /** Nothing goes wrong. */
    Faults NONE = (step, place, message) -> Fault.NONE;

    /** The steps of a message through a broker. Where there is no broker, as with HTTP, only PUBLISH and REPLY. */
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

    /** What goes wrong at a step. One that makes no sense there does nothing. */
    enum Effect {
        /** Nothing. */
        NONE,
        /**
         * It gets lost on the way there. What was published or answered never arrives, and who sent it fails with
         * {@code CONNECTION_LOST}, executed MAYBE. What was delivered goes back at once, and what was settled when the loss is
         * noticed, after the delay: both come again.
         */
        LOST,
        /** It has arrived, and the confirmation gets lost on the way back: its sender can't know. For PUBLISH and REPLY. */
        UNCONFIRMED,
        /** It arrives twice. For PUBLISH, DELIVER and REPLY. */
        TWICE
    }

    /**
     * One step's fate.
     *
     * @param effect what goes wrong
     * @param delay how long it takes until it has arrived, and the sender's confirmation with it, nanoseconds; 0 for at once
     */
    record Fault(Effect effect, long delay) {
        /** Nothing goes wrong, at once. */
        public static final Fault NONE = new Fault(Effect.NONE, 0);

        public Fault {
            if (delay < 0) {
                throw new IllegalArgumentException("a delay of " + delay + " ns: nothing arrives before it was sent");
            }
        }

        /** This goes wrong, at once. */
        public static Fault of(Effect effect) {
            return effect == Effect.NONE ? NONE : new Fault(effect, 0);
        }

        /** It only takes so many nanoseconds. */
        public static Fault delay(long nanos) {
            return new Fault(Effect.NONE, nanos);
        }
    }

    /**
     * Decides one step. Called on whichever thread does the step, without a lock held; it may make use of the broker's powers,
     * such as {@link MemoryBroker#restart()}.
     *
     * @param place the queue or topic ({@code orders}; {@code order-events.billing} where it is one group's), or the inbox of
     *     a reply
     */
    Fault at(Step step, String place, Envelope message);

    /**
     * Decides which message is handed over next, of two or more that may be, oldest first: 0 for the oldest. At most one of
     * each key is among them. Called with the queue's lock held, so it must not call the broker.
     */
    default int next(String place, int candidates) {
        return 0;
    }
}
