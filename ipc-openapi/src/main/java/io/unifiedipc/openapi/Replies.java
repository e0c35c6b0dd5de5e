package io.unifiedipc.openapi;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What an operation answers when all is well. */
final class Replies {
    private final Document document;
    private final Types types;
    private final Notes notes;

    Replies(Document document, Types types, Notes notes) {
        this.document = document;
        this.types = types;
        this.notes = notes;
    }

    /**
     * A reply.
     *
     * @param type boxed, or void
     * @param status what the route says about it; empty for 200, 202 and 204
     * @param linked whether it tells its next page by a header Link
     * @param about its Javadoc
     */
    record Reply(TypeName type, String status, boolean linked, String about) {
        /** The same as pages that payloads of this type ask for, where it is a list. */
        Reply paged(TypeName payload) {
            if (!(type instanceof ParameterizedTypeName list) || !list.rawType().equals(ClassName.get(List.class))) {
                return this;
            }
            TypeName page = ParameterizedTypeName.get(
                    Generated.PAGE, list.typeArguments().get(0), payload);
            return new Reply(page, status, linked, about);
        }
    }

    Reply of(Operation operation, String name, Place place) {
        TreeMap<String, ApiResponse> good = new TreeMap<>();
        if (operation.getResponses() != null) {
            operation.getResponses().forEach((status, response) -> {
                if (status.startsWith("2")) {
                    good.put(status, response);
                } else if (status.startsWith("1")) {
                    notes.add(place.at("responses", status), "status " + status + ": a change of protocol is left out");
                }
            });
        }
        Place at = place.at("responses");
        ApiResponse only = operation.getResponses() == null
                ? null
                : operation.getResponses().get("default");
        if (good.isEmpty() && only != null && operation.getResponses().size() == 1) {
            good.put("default", only);
        }
        if (good.isEmpty()) {
            notes.add(at, "no answer of success is described: " + name + " returns nothing");
            return new Reply(TypeName.VOID, "", false, "");
        }
        Map.Entry<String, ApiResponse> first = good.firstEntry();
        String status = first.getKey();
        if (good.size() > 1) {
            notes.add(at, "several answers of success, " + good.keySet() + ": only " + status + " is read");
        }
        ApiResponse response = document.response(first.getValue());
        return response == null
                ? new Reply(TypeName.VOID, "", false, "")
                : reply(response, status, name, at.at(status));
    }

    private Reply reply(ApiResponse response, String status, String name, Place place) {
        Media media = Media.best(response.getContent());
        TypeName type = media == null || status.equals("204") ? TypeName.VOID : type(media, name, place);
        boolean plain =
                !status.matches("2\\d\\d") || Set.of("200", "202", "204").contains(status);
        return new Reply(type, plain ? "" : " -> " + status, linked(response), Texts.line(response.getDescription()));
    }

    private TypeName type(Media media, String name, Place place) {
        Place at = place.at("content", media.name());
        if (media.isJson()) {
            return media.content().getSchema() == null
                    ? ClassName.OBJECT
                    : types.of(media.content().getSchema(), name + "Reply", at.at("schema"));
        }
        if (!media.name().equals(Media.BYTES)) {
            notes.add(at, "an answer of '" + media.name() + "': its bytes as they are");
        }
        return Types.BYTES;
    }

    private static boolean linked(ApiResponse response) {
        Map<String, Header> headers = response.getHeaders();
        return headers != null && headers.keySet().stream().anyMatch("Link"::equalsIgnoreCase);
    }
}
