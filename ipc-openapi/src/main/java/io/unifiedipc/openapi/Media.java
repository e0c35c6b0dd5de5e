package io.unifiedipc.openapi;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one of several media types that a contract speaks: JSON where there is any, then forms, text, and bytes.
 *
 * @param name as in the document
 * @param content its schema
 */
record Media(String name, MediaType content) {
    static final String BYTES = "application/octet-stream";

    static @Nullable Media best(@Nullable Content content) {
        if (content == null) {
            return null;
        }
        return Stream.<Predicate<Media>>of(Media::isPlainJson, Media::isJson, Media::isForm, Media::isText, all -> true)
                .flatMap(kind ->
                        content.entrySet().stream().map(Media::of).filter(kind).limit(1))
                .findFirst()
                .orElse(null);
    }

    private static Media of(Map.Entry<String, MediaType> entry) {
        return new Media(entry.getKey(), entry.getValue());
    }

    private boolean isPlainJson() {
        return type().equals("application/json") || type().equals("*/*");
    }

    boolean isJson() {
        return isPlainJson() || type().endsWith("+json") || type().equals("text/json");
    }

    boolean isMultipart() {
        return type().equals("multipart/form-data");
    }

    boolean isForm() {
        return isMultipart() || type().equals("application/x-www-form-urlencoded");
    }

    boolean isText() {
        return type().equals("text/plain");
    }

    /** How a route says that a body is written so; empty for JSON. */
    String as() {
        if (isMultipart() || isForm()) {
            return isMultipart() ? " as multipart" : " as form";
        }
        if (isPlainJson()) {
            return "";
        }
        return type().matches("[a-z0-9.+-]+/[a-z0-9.+-]+") ? " as " + type() : " as " + BYTES;
    }

    private String type() {
        int parameters = name.indexOf(';');
        return (parameters < 0 ? name : name.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
