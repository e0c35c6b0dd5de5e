package io.unifiedipc.openapi;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;

/** Error answers that have a schema, as exceptions that a method declares: one for each status and schema. */
final class Refusals {
    /** Failures of their own kind, which the library tells apart already: the work did not run, so they are no answers. */
    private static final Set<Integer> KINDS = Set.of(401, 403, 405, 406, 407, 408, 413, 414, 415, 421, 429, 431);

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(400, "BadRequest"),
            Map.entry(402, "PaymentRequired"),
            Map.entry(404, "NotFound"),
            Map.entry(409, "Conflict"),
            Map.entry(410, "Gone"),
            Map.entry(412, "PreconditionFailed"),
            Map.entry(422, "Unprocessable"),
            Map.entry(423, "Locked"),
            Map.entry(424, "FailedDependency"),
            Map.entry(428, "PreconditionRequired"),
            Map.entry(451, "UnavailableForLegalReasons"));

    private final Document document;
    private final Types types;
    private final Notes notes;
    private final Map<String, ClassName> made = new HashMap<>();

    Refusals(Document document, Types types, Notes notes) {
        this.document = document;
        this.types = types;
        this.notes = notes;
    }

    List<ClassName> of(Operation operation, String name, Place place) {
        Map<String, ApiResponse> responses =
                new TreeMap<>(operation.getResponses() == null ? Map.of() : operation.getResponses());
        List<ClassName> all = new ArrayList<>();
        responses.forEach((status, given) -> {
            ApiResponse response = document.response(given);
            Media media = response == null ? null : Media.best(response.getContent());
            Place at = place.at("responses", status);
            if (!status.startsWith("4")
                    || response == null
                    || media == null
                    || media.content().getSchema() == null) {
                return;
            }
            if (!status.matches("4\\d\\d")) {
                notes.add(at, "a refusal needs one status: the failure comes without its fields");
            } else if (!media.isJson() || !types.isRecord(media.content().getSchema())) {
                notes.add(at, "an error answer that is no JSON object: the failure comes without it");
            } else if (!KINDS.contains(Integer.valueOf(status))) {
                all.add(refusal(Integer.parseInt(status), media, response, name, at));
            }
        });
        return all.stream().distinct().toList();
    }

    private ClassName refusal(int status, Media media, ApiResponse response, String operation, Place place) {
        Schema<?> schema = media.content().getSchema();
        String component = schema.get$ref() == null ? null : document.schemaName(schema.get$ref());
        String reason = REASONS.getOrDefault(status, "Status" + status);
        String name = component == null ? Names.capital(operation) + reason : reason + Names.capital(component);
        ClassName known = component == null ? null : made.get(name);
        if (known != null) {
            return known;
        }
        ClassName type = types.name(name);
        if (component != null) {
            made.put(name, type);
        }
        Place at = place.at("content", media.name(), "schema");
        List<Field> fields = types.fields(schema, type.simpleName(), at, false);
        types.declared.add(exception(type, status, Texts.javadoc(response.getDescription()), named(fields, at)));
        return type;
    }

    /** By their names in JSON alone: a refusal's fields find its constructor's parameters so. */
    private Map<String, Field> named(List<Field> fields, Place place) {
        Map<String, Field> all = new LinkedHashMap<>();
        Names names = new Names();
        for (Field field : fields) {
            String java = names.member(field.json());
            if (java.equals(field.json())) {
                all.put(java, new Field(field.json(), field.type(), false, field.about()));
            } else {
                notes.add(
                        place.at("properties", field.json()),
                        "a refusal has no field '" + field.json() + "': it would need another name in Java");
            }
        }
        return all;
    }

    private static TypeSpec exception(ClassName name, int status, String about, Map<String, Field> fields) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PUBLIC);
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .superclass(Exception.class)
                .addAnnotation(Generated.NULL_MARKED)
                .addAnnotation(AnnotationSpec.builder(ClassName.get("io.unifiedipc", "Refusal"))
                        .addMember("status", "$L", status)
                        .build())
                .addJavadoc("$L", about.isEmpty() ? "The service answered " + status + "." : about);
        constructor.addStatement("super($L)", message(status, fields));
        fields.forEach((java, field) -> {
            TypeName declared = field.declared();
            type.addField(declared, java, Modifier.PRIVATE, Modifier.FINAL);
            constructor.addParameter(declared, java).addStatement("this.$N = $N", java, java);
            type.addMethod(MethodSpec.methodBuilder(java)
                    .addModifiers(Modifier.PUBLIC)
                    .addJavadoc(Generated.javadoc(field.about()))
                    .returns(declared)
                    .addStatement("return $N", java)
                    .build());
        });
        return type.addMethod(constructor.build()).build();
    }

    private static String message(int status, Map<String, Field> fields) {
        for (String name : List.of("message", "detail", "title")) {
            Field field = fields.get(name);
            if (field != null && field.type().equals(ClassName.get(String.class))) {
                return name;
            }
        }
        return "\"status " + status + "\"";
    }
}
