package io.unifiedipc.http.route;

import io.unifiedipc.spi.Codec;
import io.unifiedipc.spi.FieldCodec;
import io.unifiedipc.spi.Nearest;
import io.unifiedipc.spi.OperationSpec;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which field of a payload stands where, looked up once for each operation. What doesn't fit is said then, before the first
 * message.
 *
 * @param codec how the payload is written
 * @param taken the fields that don't stay in a body of what is left over
 * @param known the payload's fields and their types; empty where it can't be told
 * @param lists those of them that are lists
 * @param wholeBody whether the payload is the body, as the codec writes it
 */
record Plan(Codec codec, Set<String> taken, Map<String, Class<?>> known, Set<String> lists, boolean wholeBody) {
    static Plan of(Route route, OperationSpec operation, Codec codec) {
        Set<String> taken = new LinkedHashSet<>(route.taken());
        boolean none = operation.payload() == void.class;
        boolean byCodec = route.form().sort() == BodyForm.Sort.CODEC;
        if (none && (!taken.isEmpty() || !byCodec)) {
            throw new IllegalArgumentException(route + " wants fields, and the operation has no payload");
        }
        if (none || (taken.isEmpty() && byCodec && route.hasBody())) {
            return new Plan(codec, Set.of(), Map.of(), Set.of(), true);
        }
        if (!(codec instanceof FieldCodec fields)) {
            throw new IllegalArgumentException(
                    route + " wants fields of the payload, and codec '" + codec.name() + "' has none: use json");
        }
        if (fields.single(operation.payload())) {
            if (taken.size() != 1) {
                throw new IllegalArgumentException(
                        route + " has " + taken.size() + " variables, and the payload is one "
                                + operation.payload().getTypeName() + ", which fills one");
            }
            return new Plan(codec, taken, Map.of(), Set.of(), false);
        }
        Map<String, Class<?>> known = new LinkedHashMap<>(fields.fields(operation.payload()));
        check(route, operation, taken, known);
        if (!byCodec) {
            taken.addAll(known.keySet());
        }
        return new Plan(codec, taken, known, lists(known), false);
    }

    private static void check(Route route, OperationSpec operation, Set<String> taken, Map<String, Class<?>> known) {
        String payload = operation.payload().getTypeName().replaceFirst(".*[.$]", "");
        boolean allTold = route.form().sort() != BodyForm.Sort.CODEC;
        if (known.isEmpty() && allTold) {
            throw new IllegalArgumentException(
                    route + " needs to know the fields of a form, and " + payload + " has none");
        }
        for (String name : taken) {
            if (!known.isEmpty() && !known.containsKey(name)) {
                String near = Nearest.of(name, known.keySet());
                throw new IllegalArgumentException(
                        route + " wants '" + name + "', and " + payload + " has no such field"
                                + (near == null ? ": there are " + known.keySet() : "; did you mean '" + near + "'?"));
            }
        }
        Set<String> left = new LinkedHashSet<>(known.keySet());
        left.removeAll(taken);
        if (!left.isEmpty() && (!route.hasBody() || route.body() != null)) {
            throw new IllegalArgumentException(route + " has no place for " + quoted(left) + " of " + payload
                    + ": add {?" + String.join(",", left) + "}, or a header for it");
        }
    }

    private static String quoted(Set<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    FieldCodec fields() {
        return (FieldCodec) codec;
    }

    /** Whether nothing is left over for a body. */
    boolean nothingLeft() {
        return known.isEmpty() ? taken.size() == 1 : taken.containsAll(known.keySet());
    }

    /** The fields of another type that are lists. */
    Set<String> lists(Type type) {
        return codec instanceof FieldCodec fields ? lists(fields.fields(type)) : Set.of();
    }

    private static Set<String> lists(Map<String, Class<?>> fields) {
        return fields.entrySet().stream()
                .filter(field -> isList(field.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isList(@Nullable Class<?> type) {
        return type != null && (Collection.class.isAssignableFrom(type) || (type.isArray() && type != byte[].class));
    }
}
