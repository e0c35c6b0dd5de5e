package io.unifiedipc.http.route;

import io.unifiedipc.Page;
import io.unifiedipc.spi.Binding;
import io.unifiedipc.spi.Envelope;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replies that are pages: the items are the body, and the way to the next page is a link. */
final class Pages {
    private static final byte[] NOTHING = {};

    private Pages() {}

    /** {@code List<T>}, made at run time. */
    private record ListOf(Type item) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {item};
        }

        @Override
        public Type getRawType() {
            return List.class;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }
    }

    static boolean is(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Page.class;
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    /** A page, whose next is asked for by the same route with what the link says. */
    static Page<?, ?> read(
            RouteBinding binding,
            Plan plan,
            Envelope request,
            Envelope reply,
            String path,
            Type type,
            Binding.Reader plain)
            throws IOException {
        Object items = plain.read(reply, new ListOf(argument(type, 0)));
        URI next = Links.next(reply.headers().get("link"), path);
        return new Page<>(
                items == null ? List.of() : (List<?>) items, next == null ? null : query(binding, plan, request, next));
    }

    private static Object query(RouteBinding binding, Plan plan, Envelope request, URI next) throws IOException {
        Route route = binding.route();
        Map<String, Object> fields = Locations.match(route.template(), next, plan.lists());
        Set<String> unknown = route.template().unknown(next.getRawQuery());
        if (fields == null || !unknown.isEmpty()) {
            throw new IOException("the link to the next page, " + next + ", does not fit " + route
                    + (unknown.isEmpty() ? "" : ": add {?" + String.join(",", unknown) + "} to the route"));
        }
        route.headers().forEach((header, field) -> {
            String value = request.headers().get(header);
            if (value != null) {
                fields.put(field, value);
            }
        });
        return plan.fields().join(fields, NOTHING, binding.operation().payload());
    }

    /** What is written of a page: its items, with the link. */
    static Envelope write(Route route, Plan plan, String path, Page<?, ?> page, Type type, Binding.Writer plain)
            throws IOException {
        Envelope items = plain.write(page.items(), new ListOf(argument(type, 0)));
        Object next = page.next();
        if (next == null) {
            return items;
        }
        Map<String, Object> fields =
                plan.fields().split(next, argument(type, 1), plan.taken()).fields();
        String target = route.template().expand(fields);
        int query = target.indexOf('?');
        // Relative, so that it is right behind whatever stands before this process.
        boolean here = query >= 0 && target.substring(0, query).equals(path);
        String link = "<" + (here ? target.substring(query) : target) + ">; rel=\"next\"";
        return items.withHeaders(Objects.requireNonNull(items.headers()).with("link", link));
    }
}
