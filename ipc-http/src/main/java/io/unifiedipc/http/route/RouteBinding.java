package io.unifiedipc.http.route;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Binding;
import io.unifiedipc.spi.Codec;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.FieldCodec;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.OperationSpec;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One operation by its route, for both sides: between its payload and path, query, headers and body of a request. */
public final class RouteBinding implements Binding {
    private static final byte[] NOTHING = {};

    private final Route route;
    private final OperationSpec operation;
    private final Plan plan;

    private RouteBinding(Route route, OperationSpec operation, Plan plan) {
        this.route = route;
        this.operation = operation.knownAs(route.idempotent(), route.query());
        this.plan = plan;
    }

    /**
     * Puts a route and an operation together.
     *
     * @throws IpcException of kind MISCONFIGURED where they don't fit
     */
    public static RouteBinding of(String channel, String route, OperationSpec operation, Codec codec) {
        try {
            Route read = Route.of(route);
            return new RouteBinding(read, operation, Plan.of(read, operation, codec));
        } catch (IllegalArgumentException e) {
            throw IpcException.of(
                    Kind.MISCONFIGURED,
                    Executed.NO,
                    "the route of " + operation.name() + " on '" + channel + "' can't be taken: " + e.getMessage(),
                    e);
        }
    }

    /** The route. */
    public Route route() {
        return route;
    }

    @Override
    public OperationSpec operation() {
        return operation;
    }

    // ---- the calling side

    @Override
    public Envelope write(Headers headers, @Nullable Object payload) throws IOException {
        if (plan.wholeBody()) {
            String media = route.form().media();
            Headers typed = payload == null
                    ? headers.without(HeaderNames.CONTENT_TYPE)
                    : media == null ? headers : headers.with(HeaderNames.CONTENT_TYPE, media);
            byte[] body = payload == null ? NOTHING : plan.codec().encode(payload, operation.payload());
            return target(typed, Map.of(), body);
        }
        FieldCodec.Parts parts = plan.fields().split(payload, operation.payload(), plan.taken());
        Map<String, Object> fields = parts.fields();
        Forms.Body body = Bodies.write(route, plan, fields, parts.rest());
        Headers all = body == null
                ? headers.without(HeaderNames.CONTENT_TYPE)
                : headers.with(HeaderNames.CONTENT_TYPE, body.media());
        for (Map.Entry<String, String> header : route.headers().entrySet()) {
            Object value = fields.get(header.getValue());
            if (value != null) {
                all = all.with(header.getKey(), headerValue(header.getValue(), Scalar.text(header.getValue(), value)));
            }
        }
        return target(all, fields, body == null ? NOTHING : body.bytes());
    }

    private Envelope target(Headers headers, Map<String, Object> fields, byte[] body) {
        String target = route.method() + " " + route.template().expand(fields);
        return Envelope.of(headers.with(HeaderNames.TARGET, target), body);
    }

    /** A stranger could not decode it, so it must be right as it is. */
    private static String headerValue(String name, String value) {
        boolean plain = value.equals(value.strip()) && value.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
        if (!plain) {
            throw new IllegalArgumentException("'" + name
                    + "' can't stand in a header: only visible ASCII can, with spaces between; send it in the body");
        }
        return value;
    }

    @Override
    public @Nullable Object read(Envelope request, Envelope reply, Type type, Reader plain) throws IOException {
        String target = request.headers().get(HeaderNames.TARGET, "");
        String path = target.substring(target.indexOf(' ') + 1);
        if (Pages.is(type)) {
            return Pages.read(this, plan, request, reply, path, type, plain);
        }
        Template location = route.location();
        String found = reply.headers().get("location");
        if (reply.body().length > 0 || location == null || found == null || type == void.class || type == Void.class) {
            return plain.read(reply, type);
        }
        Map<String, Object> fields = Locations.match(location, Links.resolve(found, path), plan.lists(type));
        if (fields == null) {
            throw new IOException("Location '" + found + "' is none of " + location);
        }
        return plan.fields().join(fields, NOTHING, type);
    }

    // ---- the receiving side

    /**
     * Takes a request up, or answers null where its path is another.
     *
     * @param header the first value of a header by its name, or null
     * @throws IllegalArgumentException where a value in path, query or headers is none
     */
    public @Nullable RoutedRequest match(
            String rawPath, @Nullable String rawQuery, UnaryOperator<@Nullable String> header) {
        Map<String, Object> values = route.template().match(rawPath, rawQuery, plan.lists());
        if (values == null) {
            return null;
        }
        route.headers().forEach((name, field) -> {
            String value = header.apply(name);
            if (value != null) {
                values.put(field, value);
            }
        });
        return new RoutedRequest(route, plan, rawPath, values);
    }
}
