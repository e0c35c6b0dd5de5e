package io.unifiedipc.spi;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.lang.reflect.Type;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a transport may use of the {@code Ipc} that it works for. */
public interface Context {
    /** What {@link #count} calls a reply for which nobody waits any more. */
    String LATE_REPLY = "late-reply";

    /** A message that was too old when its turn came and was not started, or a call for which no time was left. */
    String EXPIRED = "expired";

    /** A message that was put aside. */
    String PARKED = "parked";

    /** A message that its transport took away before it could be settled: it comes again, here or elsewhere. */
    String LOST_DELIVERY = "lost-delivery";

    /** A reply that could not be sent. */
    String LOST_REPLY = "lost-reply";

    /** An event of a type that its group does not handle. */
    String UNHANDLED_EVENT = "unhandled-event";

    /** The name of this service, as others see it. */
    String service();

    /** Where handlers run: tasks may block. Virtual threads where the JDK has them, a bounded pool otherwise. */
    Executor executor();

    /** Time. */
    Clock clock();

    /** Things to be run later. */
    Timers timers();

    /** Chance, for what must not happen at the same time everywhere. Asked each time, on the thread that uses it. */
    default RandomGenerator random() {
        return ThreadLocalRandom.current();
    }

    /** What this process shows to those that it calls on a channel; null for nothing. */
    default @Nullable Credentials credentials(String channel) {
        return null;
    }

    /**
     * What this process shows for a whole transport.
     *
     * @param block as {@link Credentials#OF_TRANSPORT} names it; the configuration was checked, so that it is there
     */
    default Credentials credentialsOf(String block) {
        throw IpcException.of(Kind.MISCONFIGURED, Executed.NO, "there are no credentials '" + block + "' here");
    }

    /** Who finds out who calls on a channel; null where nobody asks. */
    default @Nullable Authenticator authenticator(String channel) {
        return null;
    }

    /**
     * The codec that a channel writes values of a type with.
     *
     * @param name the channel's {@code codec}
     * @throws IpcException of kind MISCONFIGURED where there is none that can
     */
    default Codec codec(String name, Type type) {
        throw IpcException.of(
                Kind.MISCONFIGURED, Executed.NO, "there is no codec '" + name + "' here for " + type.getTypeName());
    }

    /** All observers as one, for what a decorator has to tell. It throws nothing. */
    default Observer observer() {
        return Observer.NONE;
    }

    /**
     * Tells in which state a part of a channel is, whether that is news or not: core logs changes, tells observers, and
     * {@link io.unifiedipc.Ipc#conditions()} has what is wrong. Any thread; never throws.
     *
     * @param part such as {@code topic orders}; a name that stays the same
     * @param problem what is wrong; null where nothing is
     */
    default void condition(String channel, String part, @Nullable IpcException problem) {}

    /** Counts an oddity that no caller hears of: late replies, acknowledgements of lost deliveries. Never throws. */
    void count(String what, String channel);
}
