package io.unifiedipc.spi;

import io.unifiedipc.Parked;
import java.util.concurrent.CompletionStage;

/** The receiving end of a link, for one group. Further powers are {@link Parking} and {@link Depth}. */
public interface Intake {
    /** Completes when messages can arrive. Never fails because a peer is away; it waits. Fails on what only a person can mend. */
    CompletionStage<Void> ready();

    /** Stops handing over new messages; what is unsettled stays valid. Idempotent. */
    void pause();

    /** Takes it up again. Idempotent. */
    void resume();

    /**
     * Takes no more in, for good. Completes when no further delivery will be handed over. Those unsettled stay valid until
     * the link is closed; when the last is settled, or then, its share of the group goes to others. Parking works until then.
     */
    CompletionStage<Void> stop();

    /** An intake whose transport can put messages aside. */
    interface Parking extends Intake {
        /** Stores a message in the parking place of this channel and group; completes when it is safe there. */
        CompletionStage<Void> park(Envelope envelope);

        /**
         * Takes parked messages one after another, oldest first, each at most once, and does with each what the visitor
         * says; what was being visited when the process dies is still parked.
         *
         * @return how many were visited
         */
        CompletionStage<Integer> drainParked(int most, ParkedVisitor visitor);
    }

    /** Says what becomes of a parked message. */
    @FunctionalInterface
    interface ParkedVisitor {
        /** Runs on the transport's choice of thread and may block. */
        Parked.Verdict visit(Envelope envelope);
    }

    /** An intake whose transport can say how much is waiting. */
    interface Depth extends Intake {
        /** Messages not yet handed over, as of a moment ago: a broker may be asked twice a second only; -1 where it can't be known now. */
        long waiting();
    }
}
