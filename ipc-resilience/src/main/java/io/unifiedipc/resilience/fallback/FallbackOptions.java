package io.unifiedipc.resilience.fallback;

import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The block {@code fallback} of a channel. */
public final class FallbackOptions {
    /** The block's name. */
    public static final String NAME = "fallback";

    /** How much is kept for a channel unless it says otherwise. */
    public static final int DEFAULT_MAX_WEIGHT = 16 << 20;
    /** When a slow receiver is given up, before the caller's patience ends. */
    public static final Duration DEFAULT_BEFORE = Duration.ofMillis(50);
    /** Headers that differ from call to call and say nothing of what is asked for. */
    public static final List<String> DEFAULT_IGNORE = List.of("traceparent", "tracestate", "baggage");

    public static final Option<Duration> MAX_AGE =
            Option.duration("max-age", "how old a kept reply may be; without it none is kept");
    public static final Option<Integer> MAX_WEIGHT = Option.size(
                    "max-weight", "how much is kept: replies and what they are found by; the least useful go first")
            .otherwise(DEFAULT_MAX_WEIGHT);
    public static final Option<Duration> BEFORE = Option.duration(
                    "before",
                    "a receiver that is silent is given up when so much of the caller's patience is left, or half of it"
                            + " where that is less, if there is something to fall back on")
            .otherwise(DEFAULT_BEFORE);
    public static final Option<List<String>> IDENTITY = Option.list(
                    "identity",
                    "headers that say for whom a reply is, in addition to those of `forward`: without each of them a call"
                            + " is neither kept nor answered from what is kept")
            .checked(names -> names.isEmpty() ? "names no header: leave it out" : wrongNames(names));
    public static final Option<List<String>> IGNORE = Option.list(
                    "ignore", "headers that make no difference to a reply; all others of a message do")
            .otherwise(DEFAULT_IGNORE)
            .checked(FallbackOptions::wrongNames);
    public static final Option<Map<String, String>> REPLIES = Option.settings(
                    "replies", "operations, each with a fixed reply in JSON")
            .checked(FallbackOptions::wrongJson);

    /** Its keys. */
    public static final Schema SCHEMA = Schema.of(MAX_AGE, MAX_WEIGHT, BEFORE, IDENTITY, IGNORE, REPLIES);

    private static final Pattern HEADER = Pattern.compile("[a-z0-9._-]+");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private FallbackOptions() {}

    private static @Nullable String wrongNames(List<String> names) {
        for (String name : names) {
            if (!HEADER.matcher(name).matches()) {
                return "'" + name + "' is no header of a message: write it in lower case, like x-tenant";
            }
            if (name.equals("authorization")) {
                return "'authorization' is no header of a message: name one that tells for whom it is, like x-user";
            }
            if (name.startsWith(HeaderNames.CE)
                    || name.startsWith(HeaderNames.IPC)
                    || name.equals(HeaderNames.CONTENT_TYPE)
                    || name.equals(HeaderNames.IDEMPOTENCY_KEY)) {
                return "'" + name + "' is this library's own, which knows what it means: leave it out";
            }
        }
        return null;
    }

    private static @Nullable String wrongJson(Map<String, String> replies) {
        for (Map.Entry<String, String> reply : replies.entrySet()) {
            try {
                if (JSON.readTree(reply.getValue()).isMissingNode()) {
                    return "the reply to '" + reply.getKey() + "' is empty";
                }
            } catch (JacksonException e) {
                return "the reply to '" + reply.getKey() + "' is no JSON: " + e.getOriginalMessage();
            }
        }
        return replies.isEmpty() ? "is empty" : null;
    }
}
