package io.unifiedipc.http.jetty;

import io.unifiedipc.http.config.PortOptions;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Problems;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.CrossOriginHandler;

/** Lets pages in browsers call, by the <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">CORS protocol</a>. */
final class Browsers {
    /** What an answer says that a page may want to read. */
    private static final Set<String> EXPOSED = Set.of(
            Problems.EXECUTED,
            Problems.KIND,
            "Location",
            "Link",
            "Retry-After",
            "Preference-Applied",
            "WWW-Authenticate");

    private Browsers() {}

    /** The handler, behind one that asks where a page comes from; the handler alone where nobody has named a page. */
    static Handler before(Handler handler, Config options) {
        List<String> origins = options.find(PortOptions.ORIGINS);
        if (origins == null) {
            return handler;
        }
        CrossOriginHandler cors = new CrossOriginHandler();
        cors.setAllowedOriginPatterns(origins.stream().map(Pattern::quote).collect(Collectors.toSet()));
        cors.setDeliverNonAllowedOriginRequests(false);
        cors.setAllowedMethods(Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        // A star is any header but this one (Fetch, CORS-preflight).
        cors.setAllowedHeaders(Set.of("*", "Authorization"));
        // Nobody is known by a cookie here, and a page shows a token by itself.
        cors.setAllowCredentials(false);
        cors.setExposedHeaders(EXPOSED);
        cors.setHandler(handler);
        return cors;
    }
}
