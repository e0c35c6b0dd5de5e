package io.unifiedipc.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The named fields of an object, with those of all that it is made of by allOf. */
final class Properties {
    final Map<String, Schema<?>> all = new LinkedHashMap<>();
    final Set<String> required = new HashSet<>();

    private final Document document;
    private final Notes notes;
    private final Set<Schema<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Properties(Document document, Notes notes) {
        this.document = document;
        this.notes = notes;
    }

    static Properties of(Schema<?> schema, Place place, Document document, Notes notes) {
        Properties properties = new Properties(document, notes);
        properties.collect(schema, place);
        return properties;
    }

    private void collect(Schema<?> part, Place place) {
        Schema<?> schema = document.schema(part);
        if (schema == null || !seen.add(schema)) {
            return;
        }
        Shape shape = new Shape(schema);
        shape.allOf().forEach(inner -> collect(inner, place));
        if (!shape.choices().isEmpty()) {
            notes.add(place, "oneOf or anyOf beside other fields: the fields of its choices are left out");
        }
        if (schema.getDiscriminator() != null) {
            notes.add(place, "discriminator: read as this type alone; what only its subtypes have is ignored");
        }
        if (shape.hasProperties()) {
            schema.getProperties().forEach((name, value) -> all.put(name, value));
        }
        Object more = schema.getAdditionalProperties();
        if (shape.hasProperties() && (more instanceof Schema<?> || Boolean.TRUE.equals(more))) {
            notes.add(place, "additionalProperties beside named ones: fields without a name here are ignored");
        }
        if (schema.getRequired() != null) {
            required.addAll(schema.getRequired());
        }
    }
}
