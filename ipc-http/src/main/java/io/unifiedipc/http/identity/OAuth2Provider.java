package io.unifiedipc.http.identity;

import io.unifiedipc.http.config.Plain;
import io.unifiedipc.http.config.TlsOptions;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Credentials;
import io.unifiedipc.spi.CredentialsProvider;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import java.time.Duration;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Credentials of type {@code oauth2}: a bearer token that a token endpoint gives for this service's own secret (RFC 6749, 4.4,
 * client credentials). All channels that name the block share its token.
 *
 * <p>It is fetched when the first call needs it, and again in time before it ends (a quarter of its life, a minute at most);
 * calls go on with the old one meanwhile, and also where that fails. However many calls wait, there is one request; after one
 * that failed there is none for a second, and up to half a minute after several.
 */
public final class OAuth2Provider implements CredentialsProvider {
    /** How the client's secret is sent. */
    public enum SendSecret {
        /** As user and password of HTTP (RFC 6749, 2.3.1): every server takes that. */
        HEADER,
        /** Among the fields of the form: for servers that take nothing else. */
        BODY
    }

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    public static final Option<String> TOKEN_URL = Option.text(
                    "token-url", "where tokens are given, an https URL; plain http on this machine alone")
            .checked(OAuth2Provider::wrongUrl)
            .required();
    public static final Option<String> CLIENT_ID =
            Option.text("client-id", "the name of this service there").required();
    public static final Option<String> CLIENT_SECRET =
            Option.text("client-secret", "its secret there").secret().required();
    public static final Option<String> SCOPE =
            Option.text("scope", "what the token is to allow: words with spaces between");
    public static final Option<String> AUDIENCE =
            Option.text("audience", "whom the token is for, where the server wants to be told");
    public static final Option<SendSecret> SEND_SECRET = Option.word(
                    "send-secret",
                    SendSecret.class,
                    "how the secret is sent: as user and password of HTTP, or in the form")
            .otherwise(SendSecret.HEADER);
    public static final Option<Duration> TIMEOUT = Option.duration(
                    "timeout",
                    "how long one request for a token may take; calls wait no longer than their own deadline")
            .otherwise(DEFAULT_TIMEOUT);

    /** Made by the service loader. */
    public OAuth2Provider() {}

    @Override
    public String name() {
        return "oauth2";
    }

    @Override
    public Schema options() {
        return Schema.of(
                TOKEN_URL,
                CLIENT_ID,
                CLIENT_SECRET,
                SCOPE,
                AUDIENCE,
                SEND_SECRET,
                TIMEOUT,
                TlsOptions.TRUST,
                TlsOptions.CERTIFICATE,
                TlsOptions.KEY,
                TlsOptions.PASSWORD);
    }

    @Override
    public Credentials open(String block, Config options, Context context) {
        return new OAuth2Tokens(block, new TokenEndpoint(block, options, context), context.clock());
    }

    private static @Nullable String wrongUrl(String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            return "'" + text + "' is no URL";
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            return "has a user or a password in it: they are client-id and client-secret";
        }
        return Plain.isOpen(text)
                ? "'" + text + "' is plain http to another machine, where the secret could be read: use https"
                : null;
    }
}
