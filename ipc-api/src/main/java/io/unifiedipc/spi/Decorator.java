package io.unifiedipc.spi;

import java.util.Collection;

/**
 * One cross-cutting rule around a call, the same on the calling and on the receiving side. It works on encoded envelopes.
 *
 * <p>{@link #around} either passes the call on, {@code next.proceed(call)}, or ends it. What it took it gives back in a hook
 * left with {@link Call#onEnd}, which runs when the <em>work</em> has ended, on success, failure and throw. To see or
 * replace the outcome, or to try again, pass on {@link Call#again} instead of the call. No lock is held while calling on.
 */
public interface Decorator {
    /** The word that names it in the configuration and in {@code describe}. */
    String name();

    /** Called on the caller's or the delivering thread, or a timer's; must not block unless {@link Call#mayBlock()}. */
    void around(Call call, Next next);

    /**
     * The channel closes: calls that wait in here, as for their next attempt, are aborted as closed, and so is what comes later.
     * Calls that were passed on are the link's to end.
     */
    default void close() {}

    /**
     * Tells what is wrong with an operation on this channel, by throwing an {@link io.unifiedipc.IpcException} of kind
     * MISCONFIGURED. Called before the operation's first call, and when a contract that has it is opened.
     */
    default void check(OperationSpec operation) {}

    /** Likewise of a contract as a whole, when it is opened. */
    default void checkContract(String contract, Collection<OperationSpec> operations) {}

    /** A decorator that may close a place to calls for a while; whoever chooses among several places asks it. */
    interface Admitting extends Decorator {
        /**
         * Whether a call that goes there would be let through now. It is no promise: another call may come before it.
         *
         * @param place as {@link Call#place()} has it
         */
        boolean admits(String place);
    }

    /** The rest of the stack. */
    @FunctionalInterface
    interface Next {
        /** Passes a call on. Throws nothing: what goes wrong ends the call. */
        void proceed(Call call);
    }
}
