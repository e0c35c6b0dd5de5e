package io.unifiedipc.http.route;

import io.unifiedipc.http.wire.Percent;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of fields as the texts that they are in an address. */
final class Scalar {
    private Scalar() {}

    /** One value; empty for none. */
    static String text(String name, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Map || value instanceof Collection) {
            throw new IllegalArgumentException("'" + name + "' is " + (value instanceof Map ? "an object" : "a list")
                    + ", which can't be written as one text");
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** Each value of a list, or the only one, percent-encoded for a query; none for null. */
    static List<String> texts(String name, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof Collection<?> list
                ? list.stream().map(each -> Percent.component(text(name, each))).toList()
                : List.of(Percent.component(text(name, value)));
    }
}
