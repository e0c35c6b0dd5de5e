package io.unifiedipc.http.receive;

import io.unifiedipc.Kind;
import java.security.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose an answer is that is kept for a caller who comes back.
 *
 * @param intake which knows how to find out who calls
 * @param principal who asked; null where nobody has said
 */
record Owner(HttpIntake intake, @Nullable Principal principal) {
    /**
     * Lets nobody else have it.
     *
     * @throws Refusal as if it weren't here
     */
    void check(Incoming request) {
        Principal asking;
        try {
            asking = Caller.of(request, intake.authenticator).principal();
        } catch (Refusal refusal) {
            throw refusal.ofResult();
        }
        if (!Objects.equals(name(asking), name(principal))) {
            throw Refusal.gone(Kind.UNROUTABLE, Results.UNKNOWN);
        }
    }

    private static @Nullable String name(@Nullable Principal principal) {
        return principal == null ? null : principal.getName();
    }
}
