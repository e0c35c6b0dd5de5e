package io.unifiedipc.http.route;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Links to other pages, by <a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288</a>. */
final class Links {
    private static final Pattern LINK =
            Pattern.compile("<([^>]*)>((?:\\s*;\\s*[^\\s;,=]+(?:\\s*=\\s*(?:\"[^\"]*\"|[^\\s;,\"]+))?)*)");
    private static final Pattern NEXT =
            Pattern.compile("(?i);\\s*rel\\s*=\\s*(?:\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\"|next(?=[;\\s]|$))");

    private Links() {}

    /** The target of the link to the next page, resolved against a path; null for none. */
    static @Nullable URI next(@Nullable String header, String requestTarget) {
        if (header != null) {
            for (Matcher link = LINK.matcher(header); link.find(); ) {
                if (NEXT.matcher(link.group(2)).find()) {
                    return resolve(link.group(1), requestTarget);
                }
            }
        }
        return null;
    }

    /** A reference in an answer, resolved against the path of its request. */
    static URI resolve(String reference, String requestTarget) {
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
