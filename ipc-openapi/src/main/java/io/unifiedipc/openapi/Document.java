package io.unifiedipc.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A document that was read, and what its references mean. */
record Document(OpenAPI api) {
    Map<String, Schema<?>> schemas() {
        return typed(in(Components::getSchemas));
    }

    /** The name of the component that a reference to a schema means, or null where there is none. */
    @Nullable
    String schemaName(String ref) {
        String name = name(ref, "schemas");
        return name != null && schemas().containsKey(name) ? name : null;
    }

    /** A schema, or what it refers to; null where that is nowhere. */
    @Nullable
    Schema<?> schema(Schema<?> schema) {
        Schema<?> at = schema;
        for (int hops = 0; at != null && at.get$ref() != null; hops++) {
            String name = hops > 100 ? null : schemaName(at.get$ref());
            at = name == null ? null : schemas().get(name);
        }
        return at;
    }

    @Nullable
    Parameter parameter(Parameter parameter) {
        return found(parameter, parameter.get$ref(), "parameters", in(Components::getParameters));
    }

    @Nullable
    RequestBody body(RequestBody body) {
        return found(body, body.get$ref(), "requestBodies", in(Components::getRequestBodies));
    }

    @Nullable
    ApiResponse response(ApiResponse response) {
        return found(response, response.get$ref(), "responses", in(Components::getResponses));
    }

    @Nullable
    Header header(Header header) {
        return found(header, header.get$ref(), "headers", in(Components::getHeaders));
    }

    private static <T> @Nullable T found(T self, @Nullable String ref, String kind, Map<String, T> all) {
        if (ref == null) {
            return self;
        }
        String name = name(ref, kind);
        return name == null ? null : all.get(name);
    }

    private static @Nullable String name(String ref, String kind) {
        String start = "#/components/" + kind + "/";
        if (!ref.startsWith(start)) {
            return null;
        }
        String name = ref.substring(start.length()).replace("~1", "/").replace("~0", "~");
        return name.contains("%") ? URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8) : name;
    }

    private <T> Map<String, T> in(Function<Components, Map<String, T>> part) {
        Map<String, T> all = api.getComponents() == null ? null : part.apply(api.getComponents());
        return all == null ? Map.of() : all;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static Map<String, Schema<?>> typed(Map<String, Schema> schemas) {
        return (Map) schemas;
    }
}
