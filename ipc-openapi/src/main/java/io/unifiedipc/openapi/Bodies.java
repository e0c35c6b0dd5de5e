package io.unifiedipc.openapi;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Request bodies as Java types. */
final class Bodies {
    private final Document document;
    private final Types types;
    private final Notes notes;

    Bodies(Document document, Types types, Notes notes) {
        this.document = document;
        this.types = types;
        this.notes = notes;
    }

    /**
     * A request's body.
     *
     * @param type its Java type
     * @param whole whether it may be the whole payload
     * @param form its fields where it is a form: they stand beside the parameters
     * @param required whether there must be one
     * @param as how the route says that it is written
     */
    record Body(TypeName type, boolean whole, List<Field> form, boolean required, String as) {}

    @Nullable
    Body of(Operation operation, String name, Place place) {
        RequestBody given = operation.getRequestBody();
        RequestBody body = given == null ? null : document.body(given);
        Media media = body == null ? null : Media.best(body.getContent());
        if (body == null || media == null) {
            if (given != null) {
                notes.add(place.at("requestBody"), "a body without a media type, or a reference to nothing: left out");
            }
            return null;
        }
        boolean required = Boolean.TRUE.equals(body.getRequired());
        Place at = place.at("requestBody", "content", media.name(), "schema");
        Schema<?> schema = media.content().getSchema();
        if (media.isForm() && (schema == null || !types.isRecord(schema))) {
            notes.add(at, "a form without named fields: left out");
            return null;
        }
        if (media.isForm() && schema != null) {
            return new Body(ClassName.OBJECT, false, form(media, schema, name, at), required, media.as());
        }
        if (media.isJson()) {
            TypeName type = types.of(schema, name + "Body", at);
            boolean whole = schema != null && types.isRecord(schema);
            return new Body(type, whole, List.of(), required, media.as());
        }
        if (!media.isText() && !media.name().equals(Media.BYTES)) {
            notes.add(at, "'" + media.name() + "': its bytes as they are");
        }
        TypeName type = media.isText() ? ClassName.get(String.class) : Types.BYTES;
        return new Body(type, false, List.of(), required, media.as());
    }

    private List<Field> form(Media media, Schema<?> schema, String name, Place place) {
        List<Field> fields = new ArrayList<>();
        for (Field field : types.fields(schema, name, place, media.isMultipart())) {
            if (!Inputs.VARIABLE.matcher(field.json()).matches()
                    || (!media.isMultipart() && !types.isText(field.type()))) {
                notes.add(place.at("properties", field.json()), "a field that a form can't have as text: left out");
            } else {
                fields.add(field);
            }
        }
        return fields;
    }
}
