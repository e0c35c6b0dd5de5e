package io.unifiedipc.spi;

import io.unifiedipc.IpcException;
import java.security.Principal;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One message as it arrived, until it is settled. Methods may be called by any thread. */
public interface Delivery {
    /** No deadline. */
    long NO_DEADLINE = Long.MAX_VALUE;

    /** The message. */
    Envelope envelope();

    /** How this message is read and answered, where not by the codec alone: null for that. */
    default Binding.@Nullable Received binding() {
        return null;
    }

    /**
     * Why the message can't be read, where its transport has found that out and yet could not refuse it by itself: it is refused
     * with that failure, whose executed is NO, before anything of it is looked at. Null where nothing is known to be wrong.
     */
    default @Nullable IpcException unreadable() {
        return null;
    }

    /** Which delivery of this message it is at most, from 1; 0 where the transport can't tell. */
    int attempt();

    /** When the sender stops waiting, in {@link Clock#nanos()} of this process, or {@link #NO_DEADLINE}. */
    long deadline();

    /**
     * Whether somebody waits for the outcome here. If so a failure is the answer; if not, the channel's {@code on-failure}
     * decides.
     */
    boolean answers();

    /** Whether the delivering thread may run application code that blocks. */
    boolean mayBlock();

    /** Whether this delivery can still be answered and settled. */
    boolean live();

    /** Who sent it, as was found out; null where nobody asked. */
    default @Nullable Principal principal() {
        return null;
    }

    /** What its sender has shown of itself, so that it can be passed on; null for nothing. */
    default @Nullable Credential credential() {
        return null;
    }

    /** Calls once when the delivery stops being live before it is settled, at once if it has. One hook; the last counts. Runs on any thread and does not block. */
    void onLost(Runnable hook);

    /**
     * Answers. At most once, and only where {@link #answers()}. The stage completes when the transport has taken the reply,
     * and fails with an {@link IpcException} otherwise.
     */
    CompletionStage<Void> reply(Envelope reply);

    /** Says what becomes of the message. Exactly once; on a delivery that isn't live it does nothing. */
    void settle(Settlement settlement);
}
