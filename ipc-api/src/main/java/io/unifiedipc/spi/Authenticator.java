package io.unifiedipc.spi;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls: one block under {@code ipc.authenticators}, shared by the channels that name it. Transports ask it before
 * they take a message in. Methods may be called by many threads at once.
 */
public interface Authenticator {
    /**
     * Who shows this. May block, for instance to fetch keys, for a few seconds at most.
     *
     * @throws io.unifiedipc.IpcException executed NO: of kind UNAUTHORIZED where it proves nobody's identity, of another where
     *     that could not be found out. The caller reads its text, so it says nothing that helps to forge a credential
     */
    Principal authenticate(Presented shown);

    /**
     * What to ask for: the value of {@code WWW-Authenticate} (RFC 9110, 11.6.1). Null where no header would help.
     *
     * @param refused whether a credential was shown, and is not good
     */
    default @Nullable String challenge(boolean refused) {
        return null;
    }

    /** Gives everything back. Called once, after all transports are closed. */
    default void close() {}
}
