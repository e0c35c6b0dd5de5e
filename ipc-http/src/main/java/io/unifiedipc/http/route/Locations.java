package io.unifiedipc.http.route;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Addresses in answers. They are taken apart and never called, so what stands before the path of the template is no matter. */
final class Locations {
    private Locations() {}

    /** The variables of a template in an address whose path ends with it, or null where it doesn't. */
    static @Nullable Map<String, Object> match(Template template, URI address, Set<String> lists) {
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        for (int slash = 0; slash >= 0; slash = path.indexOf('/', slash + 1)) {
            Map<String, Object> values = template.match(path.substring(slash), address.getRawQuery(), lists);
            if (values != null) {
                return values;
            }
        }
        return null;
    }
}
