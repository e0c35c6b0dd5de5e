package io.unifiedipc.samples.checkout.contracts;

import io.unifiedipc.Contract;
import io.unifiedipc.Operation;
import io.unifiedipc.Parked;
import java.util.List;

/**
 * What an operator can ask of the services while they run. A receiver is called as its channel is, with its group behind it where
 * the channel is one of events: {@code orders}, {@code order-events/billing}.
 */
@Contract(channel = "admin", version = "1.0.0")
public interface Admin {
    /** Where messages are. */
    @Operation(query = true)
    Receivers depth();

    /** Takes no more messages for now. */
    @Operation(idempotent = true)
    Receivers pause(Pause which) throws CannotDo;

    /** Takes messages again. */
    @Operation(idempotent = true)
    Receivers resume(Resume which) throws CannotDo;

    /** Looks at parked messages, oldest first, and does the same with each. */
    Drained drain(Drain what) throws CannotDo;

    /** Who is to pause. */
    record Pause(String receiver) {}

    /** Who is to go on. */
    record Resume(String receiver) {}

    /** At most so many messages that were parked for a receiver, and what becomes of each. */
    record Drain(String receiver, Parked.Verdict verdict, int most) {}

    /** Those that were asked for. */
    record Receivers(List<Receiver> all) {}

    /**
     * One of them.
     *
     * @param waiting messages that it has not taken, or -1 where nobody knows
     * @param inFlight messages that it has taken and not ended
     */
    record Receiver(String name, boolean paused, long waiting, long inFlight) {}

    /** What was looked at. */
    record Drained(List<Message> messages) {}

    /** A parked message. */
    record Message(String id, String operation, String reason, int attempts) {}
}
