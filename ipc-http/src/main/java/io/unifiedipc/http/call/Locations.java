package io.unifiedipc.http.call;

import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The header {@code Location} of an answer (RFC 9110, section 10.2.2). */
final class Locations {
    private Locations() {}

    /** Where it leads, without what never goes there: a fragment, a user and a password. Null for nowhere. */
    static @Nullable HttpUrl of(Response response) {
        String text = response.header("Location");
        HttpUrl url = text == null ? null : response.request().url().resolve(text);
        return url == null
                ? null
                : url.newBuilder().fragment(null).username("").password("").build();
    }

    /** The same for a message: without the query, in which there may be tokens. Null where there is none. */
    static @Nullable String shown(Response response) {
        HttpUrl url = of(response);
        return url == null ? response.header("Location") : shown(url);
    }

    static String shown(HttpUrl url) {
        return url.newBuilder().query(null).build() + (url.query() == null ? "" : "?...");
    }

    /** Whether both are at the same scheme, host and port, so that what is secret may go to either. */
    static boolean sameOrigin(HttpUrl one, HttpUrl other) {
        return one.scheme().equals(other.scheme()) && one.host().equals(other.host()) && one.port() == other.port();
    }
}
