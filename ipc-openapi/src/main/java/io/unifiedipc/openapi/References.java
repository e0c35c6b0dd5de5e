package io.unifiedipc.openapi;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Looks through a document, and the files that it refers to, before it is read: here a mistake of YAML or JSON still has its
 * line, and a reference that leads out of the document's folder or to a network is found before anybody follows it.
 */
final class References {
    private static final int LARGEST = 64 * 1024 * 1024;

    private final Path folder;
    private final Set<Path> seen = new HashSet<>();

    private References(Path folder) {
        this.folder = folder;
    }

    static void check(Path document) {
        try {
            Path file = document.toRealPath();
            new References(file.resolveSibling("").toRealPath()).file(file);
        } catch (IOException e) {
            throw new DocumentException(document + " can't be read: " + e);
        }
    }

    private void file(Path file) throws IOException {
        if (!seen.add(file)) {
            return;
        }
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(LARGEST);
        limits.setNestingDepthLimit(200);
        YAMLFactory yaml = YAMLFactory.builder().loaderOptions(limits).build();
        try (var text = Files.newBufferedReader(file);
                YAMLParser parser = yaml.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && refers(parser)) {
                    JsonLocation at = parser.currentLocation();
                    if (parser.isCurrentAlias()) {
                        throw outside(file, "*" + parser.getText(), at);
                    }
                    follow(file, parser.getText(), at);
                }
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new DocumentException(file + where(at) + " is no YAML or JSON: " + e.getOriginalMessage());
        }
    }

    /** A reference, or what a discriminator says its subtypes are. */
    private static boolean refers(YAMLParser parser) throws IOException {
        JsonStreamContext in = parser.getParsingContext();
        JsonStreamContext above = in.getParent();
        return "$ref".equals(in.getCurrentName()) || (above != null && "mapping".equals(above.getCurrentName()));
    }

    private void follow(Path from, String ref, JsonLocation at) throws IOException {
        String path = ref.contains("#") ? ref.substring(0, ref.indexOf('#')) : ref;
        if (path.isEmpty()) {
            return;
        }
        if (path.contains(":") || path.startsWith("/") || path.contains("\\")) {
            throw outside(from, ref, at);
        }
        Path file = from.resolveSibling(path).normalize();
        if (!Files.isRegularFile(file)) {
            // A name without a file may be the short form of a component's name.
            if (path.contains("/") || path.contains(".")) {
                throw new DocumentException(from + where(at) + " refers to '" + ref + "', which is not there");
            }
            return;
        }
        Path real = file.toRealPath();
        if (!real.startsWith(folder)) {
            throw outside(from, ref, at);
        }
        file(real);
    }

    private static DocumentException outside(Path from, String ref, JsonLocation at) {
        return new DocumentException(from + where(at) + " refers to '" + ref
                + "': references lead to the same document or to files beside it. Put a copy there and refer to that");
    }

    private static String where(JsonLocation at) {
        return at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr() + ",";
    }
}
