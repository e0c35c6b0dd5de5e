package io.unifiedipc.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a schema says in the words of 3.0 and of 3.1. The library's model has raw types: they are dealt with here. */
record Shape(Schema<?> schema) {
    @Nullable
    String ref() {
        return schema.get$ref();
    }

    /** The type without null, or nothing where there is none or more than one. */
    String type() {
        if (schema.getTypes() != null) {
            List<String> types =
                    schema.getTypes().stream().filter(t -> !t.equals("null")).toList();
            return types.size() == 1 ? types.get(0) : "";
        }
        return schema.getType() == null ? "" : schema.getType();
    }

    boolean severalTypes() {
        return schema.getTypes() != null
                && schema.getTypes().stream().filter(t -> !t.equals("null")).count() > 1;
    }

    String format() {
        return schema.getFormat() == null ? "" : schema.getFormat();
    }

    boolean nullable() {
        return Boolean.TRUE.equals(schema.getNullable())
                || (schema.getTypes() != null && schema.getTypes().contains("null"))
                || (schema.getEnum() != null && schema.getEnum().contains(null))
                || Stream.concat(all(schema.getOneOf()).stream(), all(schema.getAnyOf()).stream())
                        .anyMatch(Shape::isNull);
    }

    boolean oneWay() {
        return Boolean.TRUE.equals(schema.getReadOnly()) || Boolean.TRUE.equals(schema.getWriteOnly());
    }

    /** Without parts that only describe. */
    List<Schema<?>> allOf() {
        return all(schema.getAllOf()).stream()
                .filter(part -> new Shape(part).saysSomething())
                .toList();
    }

    private boolean saysSomething() {
        return ref() != null
                || !type().isEmpty()
                || hasProperties()
                || schema.getAllOf() != null
                || schema.getOneOf() != null
                || schema.getAnyOf() != null
                || schema.getRequired() != null
                || schema.getAdditionalProperties() != null;
    }

    /** Of oneOf and anyOf, without null. */
    List<Schema<?>> choices() {
        return Stream.concat(all(schema.getOneOf()).stream(), all(schema.getAnyOf()).stream())
                .filter(s -> !isNull(s))
                .toList();
    }

    boolean hasProperties() {
        return schema.getProperties() != null && !schema.getProperties().isEmpty();
    }

    /** The one schema that this one only wraps, to give it a description or to let it be null; else null. */
    @Nullable
    Schema<?> wrapped() {
        List<Schema<?>> parts =
                Stream.concat(allOf().stream(), choices().stream()).toList();
        return parts.size() == 1 && !hasProperties() ? parts.get(0) : null;
    }

    /** Whether it is an object with named fields, its parts looked at as they are. */
    boolean isRecord() {
        return ref() == null && choices().isEmpty() && (hasProperties() || !allOf().isEmpty());
    }

    boolean isEnum() {
        return !values().isEmpty() && (type().equals("string") || type().isEmpty());
    }

    /** The values of an enum of texts; none where one is no text. */
    List<String> values() {
        List<?> values = schema.getConst() != null
                ? List.of(schema.getConst())
                : schema.getEnum() == null
                        ? List.of()
                        : schema.getEnum().stream().filter(Objects::nonNull).toList();
        return values.stream().allMatch(String.class::isInstance)
                ? values.stream().map(String.class::cast).distinct().toList()
                : List.of();
    }

    boolean isBinary() {
        return (type().equals("string") && format().equals("binary"))
                || (schema.getContentMediaType() != null && schema.getContentEncoding() == null);
    }

    private static boolean isNull(Schema<?> schema) {
        return Set.of("null").equals(schema.getTypes()) || "null".equals(schema.getType());
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static List<Schema<?>> all(@Nullable List<? extends Schema> schemas) {
        return schemas == null ? List.of() : (List<Schema<?>>) (List) schemas;
    }
}
