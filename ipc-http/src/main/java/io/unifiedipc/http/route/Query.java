package io.unifiedipc.http.route;

import io.unifiedipc.http.wire.Percent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A query or a form: names and values, encoded as browsers do (the URL standard's {@code application/x-www-form-urlencoded}). */
final class Query {
    private Query() {}

    /** The values by decoded name, in their order, each still encoded. */
    static Map<String, List<String>> parse(@Nullable String raw) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                    all.computeIfAbsent(name, n -> new ArrayList<>()).add(equals < 0 ? "" : pair.substring(equals + 1));
                }
            }
        }
        return all;
    }

    /** A name or value. */
    static String decode(String raw) {
        String text = Percent.decode(raw.replace('+', ' '));
        if (text == null) {
            throw new IllegalArgumentException("'" + raw + "' is percent-encoded, but not as UTF-8");
        }
        return text;
    }

    /** Names and values, each name once for each value. */
    static String write(Map<String, Object> values) {
        StringBuilder out = new StringBuilder();
        values.forEach((name, value) -> {
            for (String each : Scalar.texts(name, value)) {
                out.append(out.isEmpty() ? "" : "&")
                        .append(Percent.component(name))
                        .append('=')
                        .append(each);
            }
        });
        return out.toString();
    }
}
