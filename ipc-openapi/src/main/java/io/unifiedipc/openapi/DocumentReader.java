package io.unifiedipc.openapi;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a document and the files that it refers to. Nothing is fetched from a network: a build must give the same today and
 * tomorrow, and a document must not choose whom the machine talks to.
 */
final class DocumentReader {
    private DocumentReader() {}

    static Document read(Path file, Notes notes) {
        if (!Files.isRegularFile(file)) {
            throw new DocumentException(
                    file + " is not there: set <document> to the OpenAPI document, a file that ends in .yaml or .json");
        }
        References.check(file);
        SwaggerParseResult result =
                new OpenAPIV3Parser().readLocation(file.toAbsolutePath().toString(), null, options());
        List<String> messages = result == null || result.getMessages() == null ? List.of() : result.getMessages();
        if (result == null || result.getOpenAPI() == null || result.getOpenAPI().getPaths() == null) {
            throw unreadable(file, messages);
        }
        messages.forEach(message -> notes.add("the document breaks a rule of OpenAPI: " + message));
        return new Document(result.getOpenAPI());
    }

    private static ParseOptions options() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        return options;
    }

    private static DocumentException unreadable(Path file, List<String> messages) {
        String why = messages.isEmpty() ? "it has no 'openapi: 3.x' or no 'paths'" : String.join("; ", messages);
        return new DocumentException(file + " can't be read as OpenAPI 3.0 or 3.1: " + why
                + ". Mend that place; a document of Swagger 2 must be converted to OpenAPI 3 first");
    }
}
