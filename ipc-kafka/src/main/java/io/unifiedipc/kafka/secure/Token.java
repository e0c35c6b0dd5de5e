package io.unifiedipc.kafka.secure;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.jspecify.annotations.Nullable;

/**
 * A token as the driver wants it, which asks for the next one after four fifths of what is left of its life. That is five minutes at
 * most, so that one that was withdrawn is not shown for long; its end is known of a JWT
 * (<a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4">RFC 7519, 4.1.4</a>), and else taken to be in a minute. One that has
 * ended is said to have a moment left, as after such a one the driver never asks for the next. Who gives tokens keeps them: being asked
 * costs nothing.
 */
final class Token implements OAuthBearerToken {
    private static final long LONGEST_MILLIS = 300_000;
    private static final long SHORTEST_MILLIS = 5_000;
    private static final long OPAQUE_MILLIS = 60_000;
    /** Read for this alone; whether the token is good is for the broker to say. */
    private static final Pattern EXPIRES = Pattern.compile("\"exp\"\\s*:\\s*([0-9]{1,12})");

    private final String value;
    private final long until;

    Token(String value, long now) {
        this.value = value;
        long end = Math.min(now + LONGEST_MILLIS, expires(value, now + OPAQUE_MILLIS));
        until = Math.max(now + SHORTEST_MILLIS, end);
    }

    private static long expires(String token, long otherwise) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return otherwise;
        }
        try {
            Matcher found =
                    EXPIRES.matcher(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            return found.find() ? 1_000 * Long.parseLong(found.group(1)) : otherwise;
        } catch (IllegalArgumentException e) {
            return otherwise; // three parts, and yet no JWT
        }
    }

    @Override
    public String value() {
        return value;
    }

    @Override
    public Set<String> scope() {
        return Set.of();
    }

    @Override
    public long lifetimeMs() {
        return until;
    }

    /** For the driver's log; the broker takes it from the token. */
    @Override
    public String principalName() {
        return "token";
    }

    @Override
    public @Nullable Long startTimeMs() {
        return null;
    }

    @Override
    public String toString() {
        return "Token[***]";
    }
}
