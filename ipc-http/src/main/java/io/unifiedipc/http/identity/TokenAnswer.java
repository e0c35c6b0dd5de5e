package io.unifiedipc.http.identity;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Credential;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a token endpoint says (RFC 6749, 5). Nothing of it but words of the standard gets into a message: the rest may be a secret.
 *
 * @param lifetime how long the token is good from when it was asked for
 */
record TokenAnswer(Credential credential, Duration lifetime) {
    /** For a token whose end is not told. */
    static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Set<String> ERRORS = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * A success.
     *
     * @throws IpcException of kind UNAUTHORIZED where it is none
     */
    static TokenAnswer read(byte[] body) {
        JsonNode answer = parse(body);
        if (answer == null || !answer.isObject()) {
            throw useless("is no JSON object");
        }
        JsonNode token = answer.path("access_token");
        if (!token.isString()) {
            throw useless("has no access_token");
        }
        if (!"bearer".equalsIgnoreCase(answer.path("token_type").asString(""))) {
            throw useless("has a token_type other than Bearer, which can't be shown");
        }
        try {
            return new TokenAnswer(Credential.bearer(token.asString()), lifetime(answer.path("expires_in")));
        } catch (IllegalArgumentException e) {
            throw useless("has an access_token that can't be sent");
        }
    }

    /** A number, which some write as a text. */
    private static Duration lifetime(JsonNode seconds) {
        if (seconds.isMissingNode() || seconds.isNull()) {
            return DEFAULT_LIFETIME;
        }
        double value = seconds.isNumber() ? seconds.asDouble() : seconds.isString() ? number(seconds.asString()) : -1;
        if (!(value > 0)) {
            throw useless("says that the token has ended already (expires_in)");
        }
        return value > LONGEST.toSeconds() ? LONGEST : Duration.ofMillis(Math.max(1, (long) (value * 1000)));
    }

    private static double number(String text) {
        return text.matches("[0-9]{1,15}") ? Double.parseDouble(text) : -1;
    }

    /** The error of a refusal, in brackets; empty where it is none of the standard's. */
    static String error(byte[] body) {
        JsonNode answer = parse(body);
        String error = answer == null ? "" : answer.path("error").asString("");
        return ERRORS.contains(error) ? " (" + error + ")" : "";
    }

    private static @Nullable JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return null; // its text quotes what it could not read
        }
    }

    static IpcException useless(String why) {
        return IpcException.of(Kind.UNAUTHORIZED, Executed.NO, "the answer " + why);
    }
}
