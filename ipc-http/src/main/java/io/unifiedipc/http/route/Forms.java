package io.unifiedipc.http.route;

import io.unifiedipc.http.wire.Percent;
import io.unifiedipc.spi.Codec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.MultipartReader;
import okhttp3.RequestBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Fields as a form in parts (<a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>) and back. A field with
 * {@code filename}, {@code contentType} and {@code content} is a file, an object a part of JSON, all else text.
 */
final class Forms {
    private Forms() {}

    /** A body with its media type. */
    @SuppressWarnings("ArrayRecordComponent") // nobody writes to it
    record Body(String media, byte[] bytes) {}

    static Body write(Map<String, Object> fields, Codec codec) throws IOException {
        MultipartBody.Builder parts = new MultipartBody.Builder().setType(MultipartBody.FORM);
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            Collection<?> values = field.getValue() instanceof Collection<?> list ? list : List.of(field.getValue());
            for (Object value : values) {
                add(parts, field.getKey(), value, codec);
            }
        }
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a form has no field with a value, and needs one");
        }
        MultipartBody body = parts.build();
        Buffer bytes = new Buffer();
        body.writeTo(bytes);
        return new Body(body.contentType().toString(), bytes.readByteArray());
    }

    private static void add(MultipartBody.Builder parts, String name, Object value, Codec codec) throws IOException {
        if (value instanceof Map<?, ?> file && file.get("content") instanceof byte[] content) {
            MediaType type = MediaType.parse(String.valueOf(file.get("contentType")));
            if (type == null) {
                throw new IllegalArgumentException(
                        "'" + name + "' has the content type '" + file.get("contentType") + "', which is none");
            }
            parts.addFormDataPart(name, filename(name, file.get("filename")), RequestBody.create(content, type));
        } else if (value instanceof Map) {
            byte[] json = codec.encode(value, Object.class);
            parts.addFormDataPart(name, null, RequestBody.create(json, MediaType.get(codec.contentType())));
        } else if (value instanceof byte[] bytes) {
            parts.addFormDataPart(name, name, RequestBody.create(bytes, MediaType.get("application/octet-stream")));
        } else {
            parts.addFormDataPart(name, Scalar.text(name, value));
        }
    }

    private static String filename(String name, @Nullable Object text) {
        String file = String.valueOf(text);
        if (file.isBlank()
                || file.contains("/")
                || file.contains("\\")
                || file.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "'" + name + "' has the filename '" + Percent.encode(file) + "': it must be a name without a path");
        }
        return file;
    }

    /** The fields of a form in parts, those that are lists as lists. */
    static Map<String, Object> read(String media, byte[] body, Set<String> lists, Codec codec) throws IOException {
        MediaType type = MediaType.parse(media);
        String boundary = type == null ? null : type.parameter("boundary");
        if (boundary == null) {
            throw new IOException("'" + media + "' names no boundary between parts");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        try (MultipartReader reader = new MultipartReader(new Buffer().write(body), boundary)) {
            for (MultipartReader.Part part = reader.nextPart(); part != null; part = reader.nextPart()) {
                Headers headers = part.headers();
                Map<String, String> about = Disposition.parse(headers.get("Content-Disposition"));
                String name = about.get("name");
                if (name == null) {
                    throw new IOException("a part of the form has no name");
                }
                put(fields, name, value(part, headers.get("Content-Type"), about.get("filename"), codec), lists);
            }
        }
        return fields;
    }

    private static Object value(
            MultipartReader.Part part, @Nullable String media, @Nullable String filename, Codec codec)
            throws IOException {
        byte[] bytes = part.body().readByteArray();
        if (filename != null) {
            return Map.of(
                    "filename", filename,
                    "contentType", media == null ? "application/octet-stream" : media,
                    "content", bytes);
        }
        return media != null && media.startsWith(codec.contentType())
                ? codec.decode(bytes, Object.class)
                : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The fields of a form as browsers send it. */
    static Map<String, Object> read(byte[] body, Set<String> lists) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Query.parse(new String(body, StandardCharsets.UTF_8))
                .forEach((name, values) -> values.forEach(value -> put(fields, name, Query.decode(value), lists)));
        return fields;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> fields, String name, Object value, Set<String> lists) {
        if (lists.contains(name)) {
            ((List<Object>) fields.computeIfAbsent(name, n -> new ArrayList<>())).add(value);
        } else if (fields.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("'" + name + "' stands twice in the form, and takes one value");
        }
    }
}
