package io.unifiedipc.http.receive;

import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Authenticator;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Presented;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has made a request, found out before its body is read.
 *
 * @param principal who that is; null where nobody knows
 * @param credential what was shown, good or not; null for nothing that can be one
 */
record Caller(@Nullable Principal principal, @Nullable Credential credential) {
    private static final Logger LOG = LoggerFactory.getLogger(Caller.class);
    private static final String AUTHORIZATION = "authorization";

    /**
     * The caller, who is anybody's guess where nobody asks: then it is whom the server in front names, or null.
     *
     * @throws Refusal where it is demanded to be known and isn't
     */
    static Caller of(Incoming request, @Nullable Authenticator authenticator) {
        Credential credential = credential(request);
        return new Caller(
                authenticator == null ? request.principal() : principal(request, credential, authenticator),
                credential);
    }

    private static Principal principal(Incoming request, @Nullable Credential credential, Authenticator authenticator) {
        boolean shown = Once.header(request, AUTHORIZATION) != null;
        try {
            return authenticator.authenticate(new Presented(credential, request.certificates(), request.principal()));
        } catch (IpcException e) {
            if (e.kind() != Kind.UNAUTHORIZED) {
                LOG.warn("who calls could not be found out", e);
                throw Refusal.of(e.kind(), e.text());
            }
            LOG.debug("a caller was refused", e);
            throw Refusal.unauthenticated(e.text(), authenticator.challenge(shown));
        } catch (RuntimeException e) {
            LOG.error("an authenticator broke, so that its caller is refused", e);
            throw Refusal.of(Kind.FAILED, "who calls could not be found out; the receiver's log tells why");
        }
    }

    /** What was shown in the header of that name; null for none, or for what can't be one. */
    private static @Nullable Credential credential(Incoming request) {
        String text = request.header(AUTHORIZATION);
        int space = text == null ? -1 : text.indexOf(' ');
        if (text == null || space < 0) {
            return null;
        }
        try {
            return new Credential(
                    text.substring(0, space), text.substring(space + 1).strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
