package io.unifiedipc.openapi;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schemas as Java types; those that need a record or an enum of their own get one. */
final class Types {
    static final TypeName BYTES = ArrayTypeName.of(TypeName.BYTE);

    final List<TypeSpec> declared = new ArrayList<>();

    private final Document document;
    private final String packageName;
    private final Names names;
    private final Notes notes;
    private final Map<String, ClassName> components = new HashMap<>();
    private final Set<TypeName> records = new HashSet<>();
    private final Set<String> aliases = new HashSet<>();

    Types(Document document, String packageName, Names names, Notes notes) {
        this.document = document;
        this.packageName = packageName;
        this.names = names;
        this.notes = notes;
    }

    /** The document's own schemas first, so that their names don't depend on who uses them. */
    void declareComponents() {
        document.schemas().forEach((name, schema) -> {
            Shape shape = new Shape(schema);
            if (shape.ref() == null && shape.wrapped() == null && (shape.isRecord() || shape.isEnum())) {
                ClassName type = name(name);
                components.put(name, type);
                if (shape.isRecord()) {
                    records.add(type);
                }
            }
        });
        document.schemas().forEach((name, schema) -> {
            ClassName type = components.get(name);
            if (type != null) {
                declare(type, schema, Place.ROOT.at("components", "schemas", name), false);
            }
        });
    }

    ClassName name(String wanted) {
        return ClassName.get(packageName, names.type(wanted));
    }

    /** The boxed type of a value; {@code hint} names it where it needs a type of its own. */
    TypeName of(@Nullable Schema<?> schema, String hint, Place place) {
        return of(schema, hint, place, false);
    }

    /** Whether a schema has named fields, so that it is a record. */
    boolean isRecord(Schema<?> schema) {
        Schema<?> found = document.schema(schema);
        Schema<?> wrapped = found == null ? null : new Shape(found).wrapped();
        return wrapped != null ? isRecord(wrapped) : found != null && new Shape(found).isRecord();
    }

    /** Whether a value, or each of a list, can be written as text: neither an object nor anything unknown. */
    boolean isText(TypeName type) {
        if (type instanceof ParameterizedTypeName generic) {
            return generic.rawType().equals(ClassName.get(List.class))
                    && isText(generic.typeArguments().get(0));
        }
        return !type.equals(ClassName.OBJECT) && !records.contains(type);
    }

    List<Field> fields(Schema<?> schema, String hint, Place place, boolean files) {
        Properties properties = Properties.of(schema, place, document, notes);
        List<Field> fields = new ArrayList<>();
        properties.all.forEach((json, value) -> {
            Place at = place.at("properties", json);
            TypeName type = of(value, hint + Names.capital(json), at, files);
            fields.add(new Field(json, type, present(json, value, properties), about(value, type)));
        });
        return fields;
    }

    private boolean present(String json, Schema<?> value, Properties properties) {
        Shape own = new Shape(value);
        Schema<?> found = document.schema(value);
        boolean nullable = own.nullable() || found == null || new Shape(found).nullable();
        return properties.required.contains(json) && !nullable && !own.oneWay();
    }

    static String about(Schema<?> schema, TypeName type) {
        String text = Texts.line(schema.getDescription() == null ? schema.getTitle() : schema.getDescription());
        return type.equals(ClassName.OBJECT) ? (text.isEmpty() ? "" : text + "; ") + "any JSON value" : text;
    }

    TypeName of(@Nullable Schema<?> schema, String hint, Place place, boolean files) {
        if (schema == null) {
            return ClassName.OBJECT;
        }
        Shape shape = new Shape(schema);
        if (shape.ref() != null) {
            return referred(shape.ref(), place, files);
        }
        Schema<?> wrapped = shape.wrapped();
        if (wrapped != null) {
            return of(wrapped, hint, place, files);
        }
        if (!shape.choices().isEmpty() || shape.severalTypes()) {
            notes.add(place, "oneOf, anyOf or several types: any JSON value (Object)");
            return ClassName.OBJECT;
        }
        if (shape.isRecord() || shape.isEnum()) {
            ClassName type = name(hint);
            if (shape.isRecord()) {
                records.add(type);
            }
            declare(type, schema, place, files);
            return type;
        }
        return plain(shape, hint, place, files);
    }

    private TypeName referred(String ref, Place place, boolean files) {
        String name = document.schemaName(ref);
        ClassName component = name == null ? null : components.get(name);
        if (component != null) {
            return component;
        }
        if (name == null || !aliases.add(name)) {
            notes.add(
                    place,
                    "'" + ref + "' " + (name == null ? "is not there" : "refers to itself")
                            + ": any JSON value (Object)");
            return ClassName.OBJECT;
        }
        try {
            return of(document.schemas().get(name), name, Place.ROOT.at("components", "schemas", name), files);
        } finally {
            aliases.remove(name);
        }
    }

    private TypeName plain(Shape shape, String hint, Place place, boolean files) {
        Schema<?> schema = shape.schema();
        if (shape.type().equals("array") || (shape.type().isEmpty() && schema.getItems() != null)) {
            TypeName items = of(schema.getItems(), hint + "Item", place.at("items"), files);
            return ParameterizedTypeName.get(ClassName.get(List.class), items);
        }
        if (shape.type().equals("object") || schema.getAdditionalProperties() != null) {
            TypeName values = schema.getAdditionalProperties() instanceof Schema<?> value
                    ? of(value, hint + "Value", place.at("additionalProperties"), files)
                    : ClassName.OBJECT;
            return ParameterizedTypeName.get(ClassName.get(Map.class), ClassName.get(String.class), values);
        }
        return shape.isBinary() && files ? Generated.ATTACHMENT : Scalars.of(shape);
    }

    void declare(ClassName name, Schema<?> schema, Place place, boolean files) {
        Shape shape = new Shape(schema);
        String about = Texts.javadoc(schema.getDescription() == null ? schema.getTitle() : schema.getDescription());
        declared.add(
                shape.isRecord()
                        ? Generated.record(name, about, fields(schema, name.simpleName(), place, files))
                        : Generated.enumeration(name, about, shape.values()));
    }
}
