package io.unifiedipc.openapi;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.unifiedipc.openapi.Bodies.Body;
import io.unifiedipc.openapi.Replies.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Operations as the methods of a contract. */
final class Operations {
    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET, HttpMethod.HEAD, HttpMethod.DELETE, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    /** What a template takes between its variables: no segment of dots, which names another place. */
    private static final Pattern PATH =
            Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)+");

    private final Document document;
    private final Types types;
    private final Notes notes;
    private final Bodies bodies;
    private final Replies replies;
    private final Refusals refusals;
    private final Names names = new Names();
    private final Names wireNames = new Names();

    Operations(Document document, Types types, Notes notes) {
        this.document = document;
        this.types = types;
        this.notes = notes;
        bodies = new Bodies(document, types, notes);
        replies = new Replies(document, types, notes);
        refusals = new Refusals(document, types, notes);
    }

    List<MethodSpec> all() {
        List<MethodSpec> methods = new ArrayList<>();
        document.api()
                .getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    Place place = Place.ROOT.at("paths", path, method.name().toLowerCase(Locale.ROOT));
                    if (!METHODS.contains(method)) {
                        notes.add(place, method + " is no method of a route: left out");
                    } else if (!path.startsWith("/")
                            || !PATH.matcher(path.replaceAll("\\{[^{}]*}", "x")).matches()) {
                        notes.add(place, "a path that is no template of a route: left out");
                    } else {
                        methods.add(method(path, method, item, operation, place));
                    }
                }));
        return methods;
    }

    private MethodSpec method(String path, HttpMethod method, PathItem item, Operation operation, Place place) {
        String java = names.member(named(path, method, operation));
        String name = wireNames.free(Names.capital(java.replace("_", "")));
        notKept(operation, place);
        Inputs inputs = new Inputs(path, name, types, notes);
        Body body = WITH_BODY.contains(method) ? bodies.of(operation, name, place) : null;
        inputs.addAll(parameters(item, operation, place), body == null ? List.of() : body.form(), place);
        if (body == null && operation.getRequestBody() != null && !WITH_BODY.contains(method)) {
            notes.add(place.at("requestBody"), method + " has no body: left out");
        }
        TypeName payload = payload(inputs, body, name, operation);
        Reply reply = replies.of(operation, name, place);
        if (reply.linked() && inputs.paged() && payload != null) {
            reply = reply.paged(payload);
        }
        String route = inputs.route(method.name()) + (body == null ? "" : body.as()) + reply.status();
        MethodSpec.Builder spec = MethodSpec.methodBuilder(java)
                .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
                .addAnnotation(annotation(name, method, route))
                .addJavadoc(Generated.javadoc(about(operation, reply)))
                .returns(method == HttpMethod.HEAD ? TypeName.VOID : reply.type())
                .addExceptions(refusals.of(operation, name, place));
        if (Boolean.TRUE.equals(operation.getDeprecated())) {
            spec.addAnnotation(Deprecated.class);
        }
        if (payload != null) {
            spec.addParameter(payload, parameter(payload, inputs));
        }
        return spec.build();
    }

    /** One value for a path, a body that is a record by itself, or a record of all there is. */
    private @Nullable TypeName payload(Inputs inputs, @Nullable Body body, String name, Operation operation) {
        if (body != null && body.whole() && inputs.fields.isEmpty()) {
            return body.type();
        }
        if (body != null && body.form().isEmpty()) {
            inputs.body(body.type(), body.required());
        }
        if (inputs.fields.isEmpty()) {
            return null;
        }
        Field only = inputs.only();
        if (only != null && body == null) {
            return only.type();
        }
        ClassName type = types.name(name);
        types.declared.add(Generated.record(type, Texts.javadoc(operation.getSummary()), inputs.fields));
        return type;
    }

    private static AnnotationSpec annotation(String name, HttpMethod method, String route) {
        AnnotationSpec.Builder annotation = AnnotationSpec.builder(ClassName.get("io.unifiedipc", "Operation"))
                .addMember("value", "$S", name);
        if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            annotation.addMember("query", "true");
        } else if (method == HttpMethod.PUT || method == HttpMethod.DELETE) {
            annotation.addMember("idempotent", "true");
        }
        return annotation.addMember("route", "$S", route).build();
    }

    private static String about(Operation operation, Reply reply) {
        String summary = Texts.javadoc(operation.getSummary());
        String more = Texts.javadoc(operation.getDescription());
        String text = more.isEmpty() || more.equals(summary)
                ? summary
                : summary.isEmpty() ? more : summary + "\n\n<p>" + more;
        return reply.about().isEmpty() || reply.type().equals(TypeName.VOID)
                ? text
                : text + (text.isEmpty() ? "" : "\n\n") + "@return " + reply.about();
    }

    /** As its type is called, or as the one value is. */
    private static String parameter(TypeName payload, Inputs inputs) {
        Field only = inputs.only();
        return new Names()
                .member(
                        payload instanceof ClassName type && (only == null || !payload.equals(only.type()))
                                ? type.simpleName()
                                : only == null ? "payload" : only.json());
    }

    private static String named(String path, HttpMethod method, Operation operation) {
        String id = operation.getOperationId();
        return id == null || id.isBlank() ? method.name().toLowerCase(Locale.ROOT) + " " + path : id;
    }

    /** The operation's own instead of the path's where both have one. */
    private List<Parameter> parameters(PathItem item, Operation operation, Place place) {
        Map<String, Parameter> all = new LinkedHashMap<>();
        for (List<Parameter> some : Arrays.asList(item.getParameters(), operation.getParameters())) {
            for (Parameter given : some == null ? List.<Parameter>of() : some) {
                Parameter parameter = document.parameter(given);
                if (parameter == null || parameter.getIn() == null || parameter.getName() == null) {
                    notes.add(
                            place.at("parameters"), "a parameter without a name, or a reference to nothing: left out");
                } else {
                    all.put(parameter.getIn() + " " + parameter.getName(), parameter);
                }
            }
        }
        return List.copyOf(all.values());
    }

    private void notKept(Operation operation, Place place) {
        if (operation.getCallbacks() != null && !operation.getCallbacks().isEmpty()) {
            notes.add(place.at("callbacks"), "callbacks are left out: receive them on a channel of your own");
        }
        if (operation.getServers() != null && !operation.getServers().isEmpty()) {
            notes.add(place.at("servers"), "a server of its own is left out: a channel has one address");
        }
    }
}
