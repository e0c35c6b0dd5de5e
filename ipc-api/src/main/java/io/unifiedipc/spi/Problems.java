package io.unifiedipc.spi;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Problem;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Failures as replies and back: problem details by <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>, on every
 * transport. Two headers say the same as the members {@code kind} and {@code executed}, so that nobody must parse the body to
 * tell a failure from an answer; they are the mark of a receiver that speaks this protocol.
 */
public final class Problems {
    /** The content type of a failure. */
    public static final String CONTENT_TYPE = "application/problem+json";
    /** The header that says the kind, in lower case with hyphens. */
    public static final String KIND = "ipc-kind";
    /** The header that says whether the work ran: {@code no}, {@code maybe} or {@code yes}. */
    public static final String EXECUTED = "ipc-executed";

    private static final int LONGEST_DETAIL = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private Problems() {}

    /** A failure as a reply. Only what a stranger may read: its message, kind and data, never a trace. */
    public static Envelope encode(IpcException failure) {
        Problem problem = failure.problem();
        Map<String, Object> members = new LinkedHashMap<>();
        if (problem != null && !problem.type().equals("about:blank")) {
            members.put("type", problem.type());
        }
        members.put("title", problem != null ? problem.title() : title(failure.kind()));
        if (problem != null && problem.status() > 0) {
            members.put("status", problem.status());
        }
        members.put("detail", cut(problem != null ? problem.detail() : failure.text()));
        if (problem != null) {
            members.putAll(problem.members());
        }
        members.put("kind", Option.word(failure.kind()));
        members.put("executed", Option.word(failure.executed()));
        Headers headers = Headers.EMPTY
                .plus(HeaderNames.CONTENT_TYPE, CONTENT_TYPE)
                .plus(KIND, Option.word(failure.kind()))
                .plus(EXECUTED, Option.word(failure.executed()));
        Duration wait = failure.retryAfter();
        if (wait != null) {
            headers = headers.plus(
                    HeaderNames.RETRY_AFTER,
                    Long.toString(wait.plusNanos(999_999_999).toSeconds()));
        }
        return Envelope.of(headers, JSON.writeValueAsBytes(members));
    }

    /** Whether a reply is a failure of one who speaks this protocol. */
    public static boolean isFailure(Envelope reply) {
        return reply.headers().get(KIND) != null;
    }

    /** A reply that {@link #isFailure} as the failure that it says. What it does not say, or says badly, is MAYBE. */
    public static IpcException decode(String channel, Envelope reply) {
        Problem problem = read(reply.body());
        Kind kind = word(Kind.class, reply.headers().get(KIND), Kind.FAILED);
        Executed executed = word(Executed.class, reply.headers().get(EXECUTED), Executed.MAYBE);
        return IpcException.reported(kind, executed, "'" + channel + "' answered: " + problem.detail(), problem)
                .retryAfter(wait(reply.headers().get(HeaderNames.RETRY_AFTER)));
    }

    /** What is no whole number of seconds says nothing. */
    private static @Nullable Duration wait(@Nullable String seconds) {
        return seconds != null && seconds.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    /** What is wrong with a reply, for who asked: it says a failure, or is larger than the channel allows. Null for nothing. */
    public static @Nullable IpcException failure(ChannelSpec channel, Envelope reply) {
        if (reply.body().length > channel.maxPayload()) {
            return IpcException.of(
                    Kind.TOO_LARGE,
                    Executed.YES,
                    "the reply from '" + channel.name() + "' has " + reply.body().length + " bytes, over the limit of "
                            + channel.maxPayload() + ": raise max-payload on this side");
        }
        return isFailure(reply) ? decode(channel.name(), reply) : null;
    }

    /** Whether the work of a reply that is no failure ran. It did, unless a transport that can't know has said otherwise. */
    public static Executed executed(Envelope reply) {
        return word(Executed.class, reply.headers().get(EXECUTED), Executed.YES);
    }

    /** Reads a problem; what is no problem becomes one that says so. */
    public static Problem read(byte[] body) {
        try {
            Map<String, Object> read = JSON.readValue(body, MEMBERS);
            Map<String, Object> members = read == null ? new LinkedHashMap<>() : new LinkedHashMap<>(read);
            members.values().removeIf(value -> value == null);
            Object type = members.remove("type");
            Object title = members.remove("title");
            Object status = members.remove("status");
            Object detail = members.remove("detail");
            return new Problem(
                    type instanceof String t ? t : "about:blank",
                    title instanceof String t ? t : "",
                    status instanceof Integer s ? s : 0,
                    detail instanceof String d ? cut(d) : "no detail",
                    members);
        } catch (JacksonException | ClassCastException e) {
            return new Problem("about:blank", "", 0, "a failure whose details can't be read", Map.of());
        }
    }

    /**
     * The failure of a message that asks a channel for a version of another major than those served here. Its problem has
     * them as the member {@code supported}, in ascending order.
     *
     * @param served the versions that are
     */
    public static IpcException unsupportedVersion(String channel, String asked, Collection<String> served) {
        List<String> supported = served.stream().sorted(Problems::byPrecedence).toList();
        String detail = "'" + channel + "' is not served in version " + Version.shown(asked) + " here; supported "
                + (supported.isEmpty() ? "is none" : "are " + String.join(", ", supported));
        return IpcException.reported(
                Kind.UNSUPPORTED,
                Executed.NO,
                detail,
                new Problem("about:blank", "Unsupported version", 0, detail, Map.of("supported", supported)));
    }

    private static int byPrecedence(String one, String other) {
        Version left = Version.parse(one);
        Version right = Version.parse(other);
        return left == null || right == null ? one.compareTo(other) : left.compareTo(right);
    }

    private static String title(Kind kind) {
        String word = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "...";
    }

    private static <E extends Enum<E>> E word(Class<E> type, @Nullable String text, E otherwise) {
        for (E each : type.getEnumConstants()) {
            if (Option.word(each).equals(text)) {
                return each;
            }
        }
        return otherwise;
    }
}
