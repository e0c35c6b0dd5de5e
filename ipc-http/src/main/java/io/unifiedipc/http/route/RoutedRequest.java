package io.unifiedipc.http.route;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Page;
import io.unifiedipc.spi.Binding;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request that came by a route, with what stands in its address and headers; its body comes later. */
public final class RoutedRequest {
    private static final byte[] NOTHING = {};
    private static final Pattern JSON = Pattern.compile("[a-z0-9.+-]+/([a-z0-9.+-]+\\+)?json\\s*(;.*)?");

    private final Route route;
    private final Plan plan;
    private final String path;
    private final Map<String, Object> values;

    RoutedRequest(Route route, Plan plan, String path, Map<String, Object> values) {
        this.route = route;
        this.plan = plan;
        this.path = path;
        this.values = values;
    }

    /** The status of success, or 0 for the usual one. */
    public int status() {
        return route.status();
    }

    /** The request with its body, for the one who handles it. */
    public Binding.Received with(Envelope request) {
        return new Binding.Received() {
            @Override
            public Object read(Type type, Binding.Reader plain) throws IOException {
                try {
                    return payload(request, type, plain);
                } catch (IllegalArgumentException e) {
                    throw new IOException(e.getMessage(), e);
                }
            }

            @Override
            public String target() {
                return route.method() + " " + path + " " + new TreeMap<>(values);
            }

            @Override
            public Envelope write(@Nullable Object reply, Type type, Binding.Writer plain) throws IOException {
                return reply(reply, type, plain);
            }
        };
    }

    private Object payload(Envelope request, Type type, Binding.Reader plain) throws IOException {
        if (plan.wholeBody()) {
            return some(plain.read(request, type));
        }
        String media = request.headers().get(HeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
        if (request.body().length == 0 || !route.hasBody()) {
            return plan.fields().join(values, NOTHING, type);
        }
        switch (route.form().sort()) {
            case FORM -> {
                demand(media.startsWith(BodyForm.FORM_MEDIA), media, BodyForm.FORM_MEDIA);
                merge(Forms.read(request.body(), plan.lists()));
            }
            case MULTIPART -> {
                demand(media.startsWith(BodyForm.MULTIPART_MEDIA), media, BodyForm.MULTIPART_MEDIA);
                String exact = request.headers().get(HeaderNames.CONTENT_TYPE, "");
                merge(Forms.read(exact, request.body(), plan.lists(), plan.codec()));
            }
            case CODEC -> {
                if (route.body() == null) {
                    demand(media.isEmpty() || json(media), media, plan.codec().contentType());
                    return plan.fields().join(allTaken(), request.body(), type);
                }
                values.put(route.body(), field(request, route.body(), media, plain));
            }
        }
        return plan.fields().join(values, NOTHING, type);
    }

    private static Object some(@Nullable Object payload) throws IOException {
        if (payload == null) {
            throw new IOException("it has no body");
        }
        return payload;
    }

    /** What address and headers say counts, also where they are silent: whatever let the request pass has looked at those. */
    private void merge(Map<String, Object> form) {
        form.keySet().retainAll(plan.known().keySet());
        form.keySet().removeAll(route.taken());
        values.putAll(form);
    }

    private Map<String, @Nullable Object> allTaken() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
        route.taken().forEach(name -> all.putIfAbsent(name, null));
        return all;
    }

    private Object field(Envelope request, String name, String media, Binding.Reader plain) throws IOException {
        Class<?> type = plan.known().get(name);
        if (type == byte[].class) {
            return request.body();
        }
        if (media.startsWith("text/") && (type == null || type == String.class)) {
            return new String(request.body(), StandardCharsets.UTF_8);
        }
        // A media type of the route's own, such as that of a patch, is the codec's all the same.
        String own = route.form().media();
        boolean known = own != null && media.startsWith(own.toLowerCase(Locale.ROOT));
        Envelope body = known ? request.withHeaders(Headers.EMPTY) : request;
        return some(plain.read(body, Object.class));
    }

    private static boolean json(String media) {
        return JSON.matcher(media).matches();
    }

    private static void demand(boolean right, String media, String wanted) {
        if (!right) {
            throw IpcException.of(
                    Kind.UNDECODABLE, Executed.NO, "the body is '" + media + "', and " + wanted + " is wanted here");
        }
    }

    private Envelope reply(@Nullable Object reply, Type type, Binding.Writer plain) throws IOException {
        if (reply instanceof Page<?, ?> page && Pages.is(type)) {
            return Pages.write(route, plan, path, page, type, plain);
        }
        Envelope envelope = plain.write(reply, type);
        Template location = route.location();
        if (location == null || reply == null) {
            return envelope;
        }
        Type written = type == Object.class ? reply.getClass() : type;
        String found = location.expand(
                plan.fields().split(reply, written, location.names()).fields());
        return envelope.withHeaders(envelope.headers().with("location", found));
    }
}
