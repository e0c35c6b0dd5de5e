package io.unifiedipc.json;

import io.unifiedipc.spi.FieldCodec.Parts;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsonFormatVisitors.JsonArrayFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonMapFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import tools.jackson.databind.node.ObjectNode;

/** Objects taken apart into fields and put together again, through Jackson's tree: a body is parsed once. */
final class JsonFields {
    private static final byte[] NOTHING = {};

    /** What is known of a type. */
    record Shape(Map<String, Class<?>> fields, boolean single) {}

    private final JsonMapper mapper;
    private final ConcurrentHashMap<Type, Shape> shapes = new ConcurrentHashMap<>();

    JsonFields(JsonMapper mapper) {
        this.mapper = mapper;
    }

    Shape of(Type type) {
        return shapes.computeIfAbsent(type, this::look);
    }

    private Shape look(Type type) {
        if (type == void.class || type == Object.class) {
            return new Shape(Map.of(), false);
        }
        Visitor visitor = new Visitor();
        mapper.acceptJsonFormatVisitor(javaType(type), visitor);
        return new Shape(visitor.fields, visitor.single);
    }

    Parts split(@Nullable Object value, Type type, Set<String> taken) {
        JsonNode tree = mapper.valueToTree(value);
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!(tree instanceof ObjectNode object)) {
            boolean only = taken.size() == 1 && tree.isValueNode() && !tree.isNull();
            if (only) {
                fields.put(taken.iterator().next(), plain(tree));
            }
            return new Parts(fields, only || tree.isNull() ? NOTHING : mapper.writeValueAsBytes(tree));
        }
        for (String name : taken) {
            JsonNode field = object.remove(name);
            if (field != null && !field.isNull()) {
                fields.put(name, plain(field));
            }
        }
        return new Parts(fields, mapper.writeValueAsBytes(object));
    }

    private Object plain(JsonNode node) {
        return node.isString() ? node.stringValue() : mapper.treeToValue(node, Object.class);
    }

    Object join(Map<String, ? extends @Nullable Object> fields, byte[] rest, Type type) throws IOException {
        if (fields.size() == 1 && of(type).single()) {
            return some(mapper.convertValue(fields.values().iterator().next(), javaType(type)));
        }
        if (fields.isEmpty() && rest.length == 0 && of(type).single()) {
            throw new IOException("its only value is missing");
        }
        JsonNode tree = rest.length == 0 ? mapper.createObjectNode() : mapper.readTree(rest);
        if (!(tree instanceof ObjectNode object)) {
            throw new IOException("a body is no JSON object, and fields from elsewhere belong to it");
        }
        fields.forEach((name, value) -> {
            object.remove(name);
            if (value instanceof String text) {
                object.put(name, text); // as nearly all are, and the mapper would write and parse it
            } else if (value != null) {
                object.set(name, mapper.valueToTree(value));
            }
        });
        return some(mapper.treeToValue(object, javaType(type)));
    }

    private static Object some(@Nullable Object value) throws IOException {
        if (value == null) {
            throw new IOException("null is no payload");
        }
        return value;
    }

    private JavaType javaType(Type type) {
        return mapper.getTypeFactory().constructType(type);
    }

    /** Is told by Jackson what it would write for a type. */
    private static final class Visitor extends JsonFormatVisitorWrapper.Base {
        final Map<String, Class<?>> fields = new LinkedHashMap<>();
        boolean single = true;

        @Override
        public JsonObjectFormatVisitor expectObjectFormat(JavaType type) {
            single = false;
            return new JsonObjectFormatVisitor.Base(getContext()) {
                @Override
                public void property(BeanProperty property) {
                    fields.put(property.getName(), property.getType().getRawClass());
                }

                @Override
                public void optionalProperty(BeanProperty property) {
                    property(property);
                }

                @Override
                public void property(String name, JsonFormatVisitable handler, JavaType hint) {
                    fields.put(name, hint.getRawClass());
                }

                @Override
                public void optionalProperty(String name, JsonFormatVisitable handler, JavaType hint) {
                    property(name, handler, hint);
                }
            };
        }

        @Override
        public @Nullable JsonArrayFormatVisitor expectArrayFormat(JavaType type) {
            single = false;
            return null;
        }

        @Override
        public @Nullable JsonMapFormatVisitor expectMapFormat(JavaType type) {
            single = false;
            return null;
        }
    }
}
