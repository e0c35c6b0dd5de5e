package io.unifiedipc.http.route;

import io.unifiedipc.http.wire.Percent;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Values in a path. Not all that can be encoded is let through: servers and proxies decode at different moments, and some
 * decode twice, so a value that could ever be read as another place is refused on both sides.
 */
final class PathValue {
    private PathValue() {}

    static String encode(String name, String value, boolean manySegments) {
        if (manySegments) {
            return Arrays.stream(value.split("/", -1))
                    .map(segment -> Percent.component(checked(name, segment)))
                    .collect(Collectors.joining("/"));
        }
        return Percent.component(checked(name, value));
    }

    static String decode(String name, String raw, boolean manySegments) {
        if (manySegments) {
            return Arrays.stream(raw.split("/", -1))
                    .map(segment -> checked(name, decoded(name, segment)))
                    .collect(Collectors.joining("/"));
        }
        return checked(name, decoded(name, raw));
    }

    private static String decoded(String name, String raw) {
        String text = Percent.decode(raw);
        if (text == null) {
            throw new IllegalArgumentException(
                    "'" + name + "' in the path is percent-encoded, but not as UTF-8: " + raw);
        }
        return text;
    }

    private static String checked(String name, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' is empty, and the path needs it");
        }
        check(name, value, value);
        String again = Percent.decode(value);
        if (again == null) {
            throw elsewhere(name, value); // not in UTF-8; what others read in it, nobody can tell
        }
        if (!again.equals(value)) {
            check(name, value, again);
        }
        return value;
    }

    /** Look-alikes count for what they look like: some servers normalize. */
    private static void check(String name, String value, String read) {
        String plain = Normalizer.normalize(read, Normalizer.Form.NFKC);
        boolean control = plain.chars().anyMatch(Character::isISOControl);
        if (control) {
            throw unfit(name, "it has a control character");
        }
        // Some servers cut off what follows a semicolon, and then look where the segment leads.
        int semicolon = plain.indexOf(';');
        String segment = semicolon < 0 ? plain : plain.substring(0, semicolon);
        if (segment.equals(".") || segment.equals("..") || plain.contains("/") || plain.contains("\\")) {
            throw elsewhere(name, value);
        }
    }

    private static IllegalArgumentException elsewhere(String name, String value) {
        return unfit(name, "it could be read as another place: '" + value + "'");
    }

    private static IllegalArgumentException unfit(String name, String why) {
        return new IllegalArgumentException("'" + name + "' can't stand in a path, as " + why
                + "; send it in the query or the body, or write {+" + name + "} for several segments");
    }
}
