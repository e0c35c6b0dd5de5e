package io.unifiedipc.kafka.secure;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.jspecify.annotations.Nullable;

/** Answers what the driver asks when it must say who it is. Made by the driver, by its class. */
public final class Answers implements AuthenticateCallbackHandler {
    /** Where the driver's settings have a {@link Shown}; what begins with sasl tells one login from another there. */
    static final String SHOWN = "sasl.unifiedipc.shown";

    private @Nullable Shown shown;

    /** Made by the driver. */
    public Answers() {}

    @Override
    public void configure(Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> entries) {
        shown = (Shown) settings.get(SHOWN);
    }

    @Override
    public void handle(Callback[] asked) throws IOException, UnsupportedCallbackException {
        Shown its = Objects.requireNonNull(shown, "configured before");
        for (Callback each : asked) {
            if (each instanceof NameCallback name) {
                name.setName(its.user().name());
            } else if (each instanceof PasswordCallback password) {
                password.setPassword(its.user().password().toCharArray());
            } else if (each instanceof OAuthBearerTokenCallback token) {
                token.token(new Token(its.token(), System.currentTimeMillis()));
            } else {
                throw new UnsupportedCallbackException(each);
            }
        }
    }

    @Override
    public void close() {}
}
