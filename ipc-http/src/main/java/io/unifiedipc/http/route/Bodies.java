package io.unifiedipc.http.route;

import io.unifiedipc.spi.Codec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies that are not the whole payload. */
final class Bodies {
    private Bodies() {}

    /** The body of a request, or null for none. */
    static Forms.@Nullable Body write(Route route, Plan plan, Map<String, Object> fields, byte[] rest)
            throws IOException {
        if (!route.hasBody()) {
            return null;
        }
        String media = route.form().media();
        if (route.form().sort() != BodyForm.Sort.CODEC) {
            Map<String, Object> left = new LinkedHashMap<>(fields);
            left.keySet().removeAll(route.taken());
            return route.form().sort() == BodyForm.Sort.MULTIPART
                    ? Forms.write(left, plan.codec())
                    : new Forms.Body(BodyForm.FORM_MEDIA, Query.write(left).getBytes(StandardCharsets.US_ASCII));
        }
        if (route.body() != null) {
            Object value = fields.get(route.body());
            return value == null ? null : write(value, media, plan.codec());
        }
        return plan.nothingLeft()
                ? null
                : new Forms.Body(media == null ? plan.codec().contentType() : media, rest);
    }

    private static Forms.Body write(Object value, @Nullable String media, Codec codec) throws IOException {
        if (value instanceof byte[] bytes) {
            return new Forms.Body(media == null ? "application/octet-stream" : media, bytes);
        }
        if (media != null && media.startsWith("text/") && value instanceof String text) {
            return new Forms.Body(media, text.getBytes(StandardCharsets.UTF_8));
        }
        return new Forms.Body(media == null ? codec.contentType() : media, codec.encode(value, Object.class));
    }
}
