package io.unifiedipc.http.route;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Links to other pages, by <a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288</a>. Both patterns begin where the last
 * one ended and never go back, so that no header takes longer than its length.
 */
final class Links {
    private static final Pattern TARGET = Pattern.compile("[\\s,]*+<([^>]*+)>");
    private static final Pattern PARAMETER = Pattern.compile(
            "\\s*+;\\s*+(?:([^\\s;,=\"]++)(?:\\s*+=\\s*+(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^\\s;,\"]*+)))?)?");

    /** Characters of an address: what everybody should support (RFC 9110, section 4.1), and then nobody needs more. */
    private static final int LONGEST = 8_000;

    private Links() {}

    /** The target of the link to the next page, resolved against a path; null for none. */
    static @Nullable URI next(@Nullable String header, String requestTarget) {
        if (header == null) {
            return null;
        }
        Matcher at = TARGET.matcher(header);
        for (int end = 0; at.usePattern(TARGET).region(end, header.length()).lookingAt(); ) {
            String target = at.group(1);
            end = at.end();
            Map<String, String> parameters = new HashMap<>();
            while (at.usePattern(PARAMETER).region(end, header.length()).lookingAt()) {
                end = at.end();
                take(at, parameters);
            }
            // With an anchor it would be the page after another one.
            if (leadsOn(parameters.get("rel")) && !parameters.containsKey("anchor")) {
                return resolve(target, requestTarget);
            }
        }
        return null;
    }

    /** Of several with one name the first counts (section 3.3). */
    private static void take(Matcher parameter, Map<String, String> all) {
        String name = parameter.group(1);
        if (name != null) {
            String quoted = parameter.group(2);
            String value = quoted == null ? parameter.group(3) : quoted;
            all.putIfAbsent(name.toLowerCase(Locale.ROOT), value == null ? "" : value);
        }
    }

    private static boolean leadsOn(@Nullable String relations) {
        return relations != null && Arrays.stream(relations.split("\\s+")).anyMatch("next"::equalsIgnoreCase);
    }

    /** A reference in an answer, resolved against the path of its request. */
    static URI resolve(String reference, String requestTarget) {
        if (reference.length() > LONGEST) {
            throw new IllegalArgumentException("an address in the answer has " + reference.length()
                    + " characters, and " + LONGEST + " are allowed");
        }
        try {
            URI to = new URI(reference);
            // The JDK resolves a reference that is a query alone against the parent.
            String path = requestTarget.replaceFirst("\\?.*", "");
            return reference.startsWith("?") ? new URI(path + reference) : new URI(path).resolve(to);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + reference + "' in the answer is no address: " + e.getReason(), e);
        }
    }
}
