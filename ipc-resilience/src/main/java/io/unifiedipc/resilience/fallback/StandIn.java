package io.unifiedipc.resilience.fallback;

import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import java.time.Duration;

/** What is given in place of a reply. */
record StandIn(Envelope reply, String source, Duration age) {
    static final String CACHE = "cache";
    static final String FUNCTION = "function";
    static final String FIXED = "fixed";

    /** The reply, which says what it is. */
    Envelope marked() {
        return reply.withHeaders(reply.headers()
                .plus(HeaderNames.FALLBACK, source)
                .plus(HeaderNames.FALLBACK_AGE_MS, String.valueOf(age.toMillis())));
    }
}
