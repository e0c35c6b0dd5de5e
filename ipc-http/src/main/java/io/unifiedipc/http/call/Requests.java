package io.unifiedipc.http.call;

import io.unifiedipc.spi.HeaderNames;
import java.util.Locale;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Requests made of other requests. */
final class Requests {
    /**
     * What another origin gets to see. A list of what may go, and not of what may not: which header says who somebody is, is a
     * matter of each company's own.
     */
    private static final Set<String> FOR_ANYBODY = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "user-agent",
            "content-type",
            HeaderNames.IDEMPOTENCY_KEY,
            HeaderNames.DEADLINE_MS,
            "traceparent",
            "tracestate");
    /** What is said of a body, or of work to be done. */
    private static final Set<String> OF_THE_WORK =
            Set.of("content-type", "content-encoding", "prefer", HeaderNames.IDEMPOTENCY_KEY);

    private Requests() {}

    /** The same elsewhere. */
    static Request again(Request request, HttpUrl place) {
        return to(request, place).build();
    }

    /** A look at what a request has brought about. */
    static Request get(Request request, HttpUrl place) {
        Request.Builder look = to(request, place).get();
        OF_THE_WORK.forEach(look::removeHeader);
        return look.build();
    }

    private static Request.Builder to(Request request, HttpUrl place) {
        Request.Builder next = request.newBuilder().url(place);
        if (!Locations.sameOrigin(request.url(), place)) {
            Headers.Builder kept = new Headers.Builder();
            for (int i = 0; i < request.headers().size(); i++) {
                String name = request.headers().name(i);
                if (FOR_ANYBODY.contains(name.toLowerCase(Locale.ROOT))) {
                    kept.add(name, request.headers().value(i));
                }
            }
            next.headers(kept.build());
        }
        return next;
    }
}
