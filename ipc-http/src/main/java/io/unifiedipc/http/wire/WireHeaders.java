package io.unifiedipc.http.wire;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.HeaderNames;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The headers of an envelope as HTTP headers and back, for both sides.
 *
 * <ul>
 *   <li>CloudEvents attributes are percent-encoded, as their HTTP binding says.
 *   <li>Other values stand as they are. Those that HTTP can't carry unchanged are percent-encoded, and {@link #ENCODED} names
 *       them, so that what a stranger sends is never decoded by mistake.
 *   <li>A name that means something to HTTP itself travels behind {@link #ESCAPED}.
 *   <li>The idempotency key is a quoted string; it is read bare as well.
 * </ul>
 */
public final class WireHeaders {
    /** Names the headers, by commas, whose values are percent-encoded. */
    public static final String ENCODED = "ipc-encoded";
    /** Stands before a name that HTTP, or something on the way, would take for its own. */
    public static final String ESCAPED = "ipc-header-";
    /** What the other side keeps per header in addition to name and value: a colon, a space and the end of the line. */
    private static final int EACH = 4;
    /** Headers that a message may have. Each is looked up among those before it, and strangers can send very many. */
    private static final int MOST = 1_000;

    /** Belongs to the exchange and not to the message. Neither direction takes them for headers of the message. */
    private static final Set<String> HTTP_OWN = Set.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "cookie",
            "date",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "prefer",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "retry-after",
            "server",
            "set-cookie",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "vary",
            "www-authenticate");

    /** As most write them, so that reading an answer makes no text anew for each name. */
    private static final Map<String, String> CAPITALS = Stream.concat(
                    HTTP_OWN.stream(), Stream.of(HeaderNames.CONTENT_TYPE, "link", "location"))
            .collect(Collectors.toUnmodifiableMap(WireHeaders::capitals, name -> name));

    /** Where headers are written to. */
    @FunctionalInterface
    public interface Sink {
        void put(String name, String value);
    }

    private WireHeaders() {}

    /** A sink without what only this library has a use for. */
    public static Sink plain(Sink sink) {
        return (name, value) -> {
            if (!name.startsWith(HeaderNames.CE) && !name.startsWith(HeaderNames.IPC)) {
                sink.put(name, value);
            }
        };
    }

    private static String capitals(String name) {
        return Pattern.compile("\\b[a-z]")
                .matcher(name)
                .replaceAll(letter -> letter.group().toUpperCase(Locale.ROOT));
    }

    /** A name in lower case. */
    public static String lower(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && c != '-' && (c < '0' || c > '9')) {
                String known = CAPITALS.get(name);
                return known == null ? name.toLowerCase(Locale.ROOT) : known;
            }
        }
        return name;
    }

    /** Whether a name, in lower case, belongs to HTTP or to this library, and not to an application's payload. */
    public static boolean reserved(String name) {
        return HTTP_OWN.contains(name)
                || name.startsWith(HeaderNames.CE)
                || name.startsWith(HeaderNames.IPC)
                || name.equals(HeaderNames.CONTENT_TYPE);
    }

    /**
     * Writes all headers of a message.
     *
     * @return how many bytes they are on the wire
     */
    public static int write(Headers headers, Sink sink) {
        Writer writer = new Writer(sink);
        headers.forEach(writer);
        return writer.finish();
    }

    private static final class Writer implements java.util.function.BiConsumer<String, String> {
        private final Sink sink;
        private @Nullable StringBuilder encoded;
        private int bytes;

        Writer(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void accept(String name, String value) {
            if (name.equals(ENCODED) || name.equals(HeaderNames.TARGET)) {
                return;
            }
            if (name.startsWith(HeaderNames.CE)) {
                put(name, Percent.encode(value));
                return;
            }
            String wireName = HTTP_OWN.contains(name) ? ESCAPED + name : name;
            String text = value;
            if (!asIs(value)) {
                text = Percent.encode(value);
                encoded = (encoded == null ? new StringBuilder() : encoded.append(',')).append(wireName);
            }
            put(wireName, name.equals(HeaderNames.IDEMPOTENCY_KEY) ? quoted(text) : text);
        }

        int finish() {
            if (encoded != null) {
                put(ENCODED, encoded.toString());
            }
            return bytes;
        }

        private void put(String name, String value) {
            bytes += name.length() + value.length() + EACH;
            sink.put(name, value);
        }
    }

    /** Whether HTTP delivers the value exactly: visible ASCII, and spaces only between. */
    private static boolean asIs(String value) {
        int last = value.length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c > 0x7e || (c == ' ' && (i == 0 || i == last))) {
                return false;
            }
        }
        return true;
    }

    /** Puts headers of a message together again. */
    public static final class Reader {
        private final Set<String> encoded;
        private Headers headers = Headers.EMPTY;
        private int taken;

        /** For a message with this value of {@link #ENCODED}, or none. */
        public Reader(@Nullable String encodedNames) {
            encoded = encodedNames == null ? Set.of() : names(encodedNames);
        }

        /** Not by a pattern with space around the comma: of a name with much space in it that would take seconds. */
        private static Set<String> names(String list) {
            Set<String> all = new HashSet<>();
            for (String each : list.split(",", -1)) {
                all.add(each.strip());
            }
            return all;
        }

        /**
         * Takes one header as it came. One that came before is added to it behind a comma, as HTTP has it.
         *
         * @throws IpcException of kind INVALID where its value can't be decoded, or no message can have it
         */
        public void take(String lowerCaseName, String value) {
            String name = lowerCaseName;
            if (name.equals(ENCODED)
                    || name.equals(HeaderNames.TARGET)
                    || name.equals(HeaderNames.DEADLINE_MS)
                    || (!startsOurs(name) && HTTP_OWN.contains(name))
                    || !canName(name)) {
                return;
            }
            if (++taken > MOST) {
                throw IpcException.of(Kind.INVALID, Executed.NO, "there are more than " + MOST + " headers");
            }
            String text = name.startsWith(HeaderNames.CE) || name.equals(HeaderNames.IDEMPOTENCY_KEY)
                    ? unquoted(value)
                    : value;
            if (name.startsWith(HeaderNames.CE) || encoded.contains(name)) {
                text = decoded(name, text);
            }
            if (name.startsWith(ESCAPED) && HTTP_OWN.contains(name.substring(ESCAPED.length()))) {
                name = name.substring(ESCAPED.length());
            }
            String before = headers.get(name);
            headers = before == null && asIs(text)
                    ? headers.plus(name, text)
                    : headers.with(name, before == null ? text : before + ", " + text);
        }

        /** Such names are never HTTP's own, and most names are such. */
        private static boolean startsOurs(String name) {
            return name.startsWith(HeaderNames.CE) || name.startsWith(HeaderNames.IPC);
        }

        /** HTTP allows more in a name than messages do; such headers are for somebody else. */
        private static boolean canName(String name) {
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' && c != '_') {
                    return false;
                }
            }
            return true;
        }

        public Headers headers() {
            return headers;
        }
    }

    private static String decoded(String name, String value) {
        String text = Percent.decode(value);
        if (text == null) {
            throw IpcException.of(
                    Kind.INVALID, Executed.NO, "header '" + name + "' is percent-encoded, but not as UTF-8: " + value);
        }
        return text;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String unquoted(String text) {
        int last = text.length() - 1;
        if (last < 1 || text.charAt(0) != '"' || text.charAt(last) != '"') {
            return text;
        }
        String inner = text.substring(1, last);
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        StringBuilder out = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            if (inner.charAt(i) == '\\' && i + 1 < inner.length()) {
                i++;
            }
            out.append(inner.charAt(i));
        }
        return out.toString();
    }
}
