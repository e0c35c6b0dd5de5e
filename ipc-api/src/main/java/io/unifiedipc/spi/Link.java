package io.unifiedipc.spi;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One channel on one transport. It moves envelopes and says how that went; it holds no policy: no retry, no limit, no
 * timeout of its own.
 *
 * <p><b>Threads.</b> Every method may be called by any thread at any time, and returns without waiting for the other side,
 * with one exception: where {@link Call#mayBlock()}, the exchange may run on the calling thread.
 *
 * <p><b>Ending.</b> Each call is ended exactly once, through {@link Call#succeed} or {@link Call#fail}, also after it was
 * cancelled: that is when its permits are given back. Before the message leaves our hands {@link Call#handOff()} is asked,
 * and where it answers false nothing is sent. A failure is {@link io.unifiedipc.Executed#NO} only where the message is known
 * never to reach a handler.
 *
 * <p>A plain link implements this; a broker's extends {@link BrokerLink}, which has {@code request} and {@code gather}.
 */
public interface Link {
    /**
     * Sends a command or publishes an event ({@link Call#style()} tells). Succeeds with {@link Envelope#EMPTY} when somebody
     * has taken responsibility: the broker has stored it or, without a broker, the handler has ended.
     */
    void send(Call call);

    /** Sends a command and succeeds with its reply, or fails with the failure that came instead. */
    void request(Call call);

    /** Sends an event; each reply or failure of a group goes to {@link Gather}, which knows when it is enough. */
    void gather(Gather gather);

    /**
     * How an operation's messages are written and read here, where not by the codec alone: null for that. Asked once for each
     * operation.
     *
     * @throws io.unifiedipc.IpcException of kind MISCONFIGURED where the operation doesn't fit its form
     */
    default @Nullable Binding binding(OperationSpec operation, Codec codec) {
        return null;
    }

    /**
     * Begins to receive, once per channel and group. Messages go to the receiver from now on, at most
     * {@link ReceiveSpec#window()} unsettled at a time; where the other side isn't there yet, as soon as it is.
     */
    Intake receive(ReceiveSpec spec, Receiver receiver);

    /**
     * A link without a broker: its sender knows the groups of an event, and each is a call of its own
     * ({@link Call#group()}), made by core. {@link #gather} is never called on it.
     */
    interface ToGroups extends Link {
        /** The groups that an event goes to; empty where none is configured. */
        Set<String> groups();
    }

    /**
     * A link that may know several receivers that do the same. Core chooses one for each call, and sets {@link Call#endpoint};
     * where there is but one, it sets nothing.
     */
    interface ToEndpoints extends Link {
        /**
         * Where calls can go, each as the configuration names it; the same for the link's whole life.
         *
         * @param group the group of an event whose receivers are meant; null for those of commands
         */
        List<String> endpoints(@Nullable String group);
    }

    /** Closes the channel after its intakes have stopped. Calls under way are failed, kind {@code CLOSED}. */
    CompletionStage<Void> close();
}
