package io.unifiedipc;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may do what. Added to the builder; asked for each message on the channels that say {@code authorize: true},
 * whichever transport brings it, before its payload is read. Where several are added, all must agree.
 *
 * <pre>{@code
 * Ipc.builder().add((Authorizer) access -> access.operation().equals("GetOrder") || isClerk(access.principal()));
 * }</pre>
 *
 * <p>A refusal is {@link Kind#UNAUTHORIZED}, executed NO. One that throws refuses too: its message fails as {@link Kind#FAILED},
 * executed NO, and this process' log tells why.
 *
 * <p>Called by many threads at once, each that of a handler: it may block, and takes up the handler's place, its time and its
 * key's turn meanwhile. Of a message that is tried again it is asked again.
 */
@FunctionalInterface
public interface Authorizer extends Extension {
    /** Whether this may be. */
    boolean allows(Access access);

    /**
     * What somebody wants to do.
     *
     * @param principal who: as the channel's {@code authenticate} has found out, or its transport; null where nobody knows
     * @param channel on which channel
     * @param operation which operation, or the name of what happened
     * @param headers the message's own, as a handler sees them; whoever sends it can write into them what it likes
     */
    record Access(@Nullable Principal principal, String channel, String operation, Headers headers) {}
}
