package io.unifiedipc.openapi;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of one operation: fields of its payload, and the places in its route where they go. */
final class Inputs {
    static final Pattern VARIABLE = Pattern.compile("[^{},*?&=\\s\\p{Cntrl}]+");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern IN_PATH = Pattern.compile("\\{([^{}]*)}");

    /** What the transport says by itself, and OpenAPI ignores as parameters, too. */
    private static final Pattern OWN_HEADER = Pattern.compile(
            "(accept|accept-(charset|encoding|language)|authorization|connection|content-(type|encoding|length)|cookie|date"
                    + "|expect|host|http2-settings|idempotency-key|keep-alive|prefer|proxy-.*|retry-after|server|set-cookie"
                    + "|te|trailer|transfer-encoding|upgrade|user-agent|vary|www-authenticate|ce-.*|ipc-.*)");

    final List<Field> fields = new ArrayList<>();
    String path;

    private int paths;

    private final List<String> query = new ArrayList<>();
    private final StringBuilder headers = new StringBuilder();
    private final Names json = new Names();
    private final Set<String> bound = new HashSet<>();
    private final Types types;
    private final Notes notes;
    private final String operation;

    Inputs(String path, String operation, Types types, Notes notes) {
        this.path = path;
        this.operation = operation;
        this.types = types;
        this.notes = notes;
    }

    /** Those of query and form first: their names are what goes over the wire, so the others give way. */
    void addAll(List<Parameter> parameters, List<Field> form, Place place) {
        addAll("query", parameters, place);
        form.forEach(field -> form(field, place));
        addAll("path", parameters, place);
        undeclared(place);
        addAll("header", parameters, place);
        addAll("cookie", parameters, place);
    }

    private void addAll(String in, List<Parameter> parameters, Place place) {
        for (int i = 0; i < parameters.size(); i++) {
            if (in.equals(parameters.get(i).getIn())) {
                add(parameters.get(i), place.at("parameters", String.valueOf(i)));
            }
        }
    }

    private void form(Field field, Place place) {
        if (fields.stream().anyMatch(other -> other.json().equals(field.json()))) {
            notes.add(
                    place.at("requestBody"),
                    "'" + field.json() + "' stands in the query and in the form: the form's is left out");
        } else {
            json.free(field.json());
            fields.add(field);
        }
    }

    /** What the path has and nobody described. */
    private void undeclared(Place place) {
        for (Matcher each = IN_PATH.matcher(path); each.find(); ) {
            String name = each.group(1);
            if (bound.contains(name)) {
                continue;
            }
            notes.add(place, "'{" + name + "}' in the path has no parameter: a text");
            path(new Parameter().name(name).in("path").required(true), place);
        }
    }

    private void add(Parameter parameter, Place place) {
        switch (parameter.getIn()) {
            case "query" -> query(parameter, place);
            case "path" -> path(parameter, place);
            case "header" -> header(parameter, place);
            default -> skip(parameter, place, "a cookie");
        }
    }

    private void query(Parameter parameter, Place place) {
        TypeName type = type(parameter, place);
        boolean list = isList(type);
        Parameter.StyleEnum style = parameter.getStyle();
        if (style != null && style != Parameter.StyleEnum.FORM && (list || style == Parameter.StyleEnum.DEEPOBJECT)) {
            skip(parameter, place, "style " + style);
        } else if (!VARIABLE.matcher(parameter.getName()).matches()) {
            skip(parameter, place, "a name with a space or one of {}*,?&=");
        } else if (!types.isText(type)) {
            skip(parameter, place, "an object in the query");
        } else {
            String name = field(parameter, parameter.getName(), type);
            query.add(list && !Boolean.FALSE.equals(parameter.getExplode()) ? name + "*" : name);
        }
    }

    private void path(Parameter parameter, Place place) {
        String variable = "{" + parameter.getName() + "}";
        if (!path.contains(variable)) {
            skip(parameter, place, "not in the path");
            return;
        }
        if (parameter.getStyle() != null && parameter.getStyle() != Parameter.StyleEnum.SIMPLE) {
            notes.add(
                    place,
                    "path parameter '" + parameter.getName() + "': style " + parameter.getStyle()
                            + " is not kept; its plain value is sent");
        }
        TypeName type = type(parameter, place);
        String wanted = VARIABLE.matcher(parameter.getName()).matches()
                ? parameter.getName()
                : new Names().member(parameter.getName());
        String name = field(parameter, wanted, !types.isText(type) ? ClassName.get(String.class) : type);
        bound.add(name);
        path = path.replace(variable, "{" + name + "}");
    }

    private void header(Parameter parameter, Place place) {
        if (OWN_HEADER.matcher(parameter.getName().toLowerCase(Locale.ROOT)).matches()) {
            skip(parameter, place, "a header that is the transport's own; credentials belong to the configuration");
        } else if (!HEADER.matcher(parameter.getName()).matches()) {
            skip(parameter, place, "no name of a header");
        } else {
            TypeName type = type(parameter, place);
            if (!types.isText(type) || isList(type)) {
                skip(parameter, place, "a list or an object in a header");
                return;
            }
            String name = field(parameter, new Names().member(parameter.getName()), type);
            headers.append(' ')
                    .append(parameter.getName())
                    .append("={")
                    .append(name)
                    .append('}');
        }
    }

    /** The body as a field among others. */
    void body(TypeName type, boolean required) {
        String name = json.free("body");
        fields.add(new Field(name, type, required, "the body of the request"));
        headers.append(" body={").append(name).append('}');
    }

    /** The route as far as the request goes. */
    String route(String method) {
        return method + " " + path + (query.isEmpty() ? "" : "{?" + String.join(",", query) + "}") + headers;
    }

    /** The only field, where that is one that a path needs: then it is the payload. */
    @Nullable
    Field only() {
        return fields.size() == 1 && query.isEmpty() && headers.isEmpty() ? fields.get(0) : null;
    }

    boolean paged() {
        return !query.isEmpty();
    }

    private String field(Parameter parameter, String wanted, TypeName type) {
        String name = json.free(wanted);
        boolean required = Boolean.TRUE.equals(parameter.getRequired());
        // Those of the path come first, as one reads them.
        fields.add(
                parameter.getIn().equals("path") ? paths++ : fields.size(),
                new Field(name, type, required, Texts.line(parameter.getDescription())));
        return name;
    }

    private TypeName type(Parameter parameter, Place place) {
        Schema<?> schema = parameter.getSchema();
        if (schema == null) {
            if (parameter.getContent() != null) {
                notes.add(
                        place,
                        "parameter '" + parameter.getName() + "' has a media type: a text that the caller writes");
            }
            return ClassName.get(String.class);
        }
        return types.of(schema, operation + Names.capital(parameter.getName()), place.at("schema"));
    }

    private static boolean isList(TypeName type) {
        return type instanceof ParameterizedTypeName generic
                && generic.rawType().equals(ClassName.get(List.class));
    }

    private void skip(Parameter parameter, Place place, String why) {
        notes.add(
                place,
                parameter.getIn() + " parameter '" + parameter.getName() + "' of " + operation + " is left out: " + why
                        + (Boolean.TRUE.equals(parameter.getRequired()) ? ". The service requires it" : ""));
    }
}
