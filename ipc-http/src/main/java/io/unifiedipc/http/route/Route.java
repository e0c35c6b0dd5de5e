package io.unifiedipc.http.route;

import io.unifiedipc.http.wire.WireHeaders;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A route as it is written: {@code METHOD template [Header={field}]... [body={field}] [as media] [-> status [location]]}.
 *
 * @param text as it is written
 * @param method the method, in capitals
 * @param template the address
 * @param headers the fields that are headers, by the header's name in lower case
 * @param body the field that is the whole body, or null where the body is what is left over
 * @param form how the body is written
 * @param status the status of success, or 0 for 200 and, without a reply, 204
 * @param location where a reply can be found again, made from its fields; or null
 */
public record Route(
        String text,
        String method,
        Template template,
        Map<String, String> headers,
        @Nullable String body,
        BodyForm form,
        int status,
        @Nullable Template location) {
    private static final Set<String> QUERIES = Set.of("GET", "HEAD");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "DELETE", "POST", "PATCH");
    private static final Pattern WHOLE = Pattern.compile(
            "([A-Z]+) (\\S+)((?: \\S+=\\{[^{}\\s]+})*)" + "(?: as (\\S+))?(?: -> ([0-9]{3})(?: (\\S+))?)?");
    private static final Pattern FIELD = Pattern.compile(" (\\S+)=\\{([^{}\\s]+)}");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException which says what is wrong with it, and how to write it
     */
    public static Route of(String text) {
        Matcher whole = WHOLE.matcher(text.strip());
        if (!whole.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is no route: write it like GET /orders/{id}{?expand} X-Tenant={tenant}, or POST /orders ->"
                    + " 201 /orders/{id}");
        }
        String method = whole.group(1);
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException(
                    "'" + text + "' has the method " + method + "; a route has GET, HEAD, PUT, DELETE, POST or PATCH");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        String body = null;
        for (Matcher field = FIELD.matcher(whole.group(3)); field.find(); ) {
            if (field.group(1).equals("body")) {
                body = field.group(2);
            } else {
                headers.put(headerName(field.group(1), text), field.group(2));
            }
        }
        BodyForm form = BodyForm.of(whole.group(4));
        if (!WITH_BODY.contains(method) && (body != null || whole.group(4) != null)) {
            throw new IllegalArgumentException("'" + text + "' has a body, and a " + method + " has none");
        }
        int status = whole.group(5) == null ? 0 : Integer.parseInt(whole.group(5));
        if (status != 0 && (status < 200 || status > 299 || status == 202)) {
            throw new IllegalArgumentException("'" + text + "' has the status " + status
                    + ", which is none of success: take one from 200 to 299, but 202");
        }
        Template location = whole.group(6) == null ? null : Template.of(whole.group(6));
        return new Route(text.strip(), method, Template.of(whole.group(2)), headers, body, form, status, location);
    }

    private static String headerName(String name, String text) {
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        if (!lower.matches("[a-z0-9._-]+") || WireHeaders.reserved(lower)) {
            throw new IllegalArgumentException("'" + text + "' has the header " + name
                    + ", which belongs to HTTP or to this library: a payload can't set it");
        }
        return lower;
    }

    /** Whether a request by this route changes nothing. */
    boolean query() {
        return QUERIES.contains(method);
    }

    /** Whether two of the same requests are as good as one (RFC 9110, 9.2.2). */
    boolean idempotent() {
        return query() || method.equals("PUT") || method.equals("DELETE");
    }

    boolean hasBody() {
        return WITH_BODY.contains(method);
    }

    /** The fields that stand elsewhere than in a body of what is left over. */
    Set<String> taken() {
        Set<String> all = new LinkedHashSet<>(template.names());
        all.addAll(headers.values());
        if (body != null) {
            all.add(body);
        }
        return all;
    }

    @Override
    public String toString() {
        return text;
    }
}
