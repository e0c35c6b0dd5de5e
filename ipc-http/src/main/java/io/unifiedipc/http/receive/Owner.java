package io.unifiedipc.http.receive;

import io.unifiedipc.Kind;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Whose an answer is that is kept for a caller who comes back.
 *
 * @param intake which knows how to find out who calls
 * @param principal who asked; null where nobody wanted to know
 */
record Owner(HttpIntake intake, @Nullable Principal principal) {
    /**
     * Lets nobody else have it.
     *
     * @throws Refusal as if it weren't here
     */
    void check(Incoming request) {
        if (intake.authenticator == null) {
            return;
        }
        Principal asking;
        try {
            asking = Caller.of(request, intake.authenticator);
        } catch (Refusal refusal) {
            throw refusal.ofResult();
        }
        if (asking == null || principal == null || !asking.getName().equals(principal.getName())) {
            throw Refusal.gone(Kind.UNROUTABLE, Results.UNKNOWN);
        }
    }
}
