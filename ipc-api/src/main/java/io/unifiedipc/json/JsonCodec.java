package io.unifiedipc.json;

import io.unifiedipc.spi.FieldCodec;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Payloads as JSON, by Jackson 3. Fields that the type does not know are ignored, so that a newer sender may say more. What
 * two readers could read in two ways is not read: a name that stands twice in one object
 * (<a href="https://www.rfc-editor.org/rfc/rfc8259#section-4">RFC 8259</a>), or anything after the value. An application with a mapper of its own adds {@code new JsonCodec(mapper)} to the builder.
 */
public final class JsonCodec implements FieldCodec {
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:[a-z]\\w*+\\.)++(?:[A-Z]\\w*\\$)*([A-Z]\\w*)");

    private final JsonMapper mapper;
    private final JsonFields fields;
    private final ConcurrentHashMap<Type, ObjectWriter> writers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Type, ObjectReader> readers = new ConcurrentHashMap<>();

    /** With Jackson's defaults, and no name twice in an object. */
    public JsonCodec() {
        this(JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build());
    }

    /** With a mapper of the application's. */
    public JsonCodec(JsonMapper mapper) {
        this.mapper = mapper;
        fields = new JsonFields(mapper);
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public boolean supports(Type type) {
        return true;
    }

    @Override
    public byte[] encode(Object value, Type type) throws IOException {
        try {
            return writers.computeIfAbsent(type, t -> mapper.writerFor(javaType(t)))
                    .writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw wrong(e);
        }
    }

    @Override
    public Object decode(byte[] bytes, Type type) throws IOException {
        Object value;
        try {
            value = readers.computeIfAbsent(type, t -> mapper.readerFor(javaType(t)))
                    .readValue(bytes);
        } catch (JacksonException e) {
            throw wrong(e);
        }
        if (value == null) {
            throw new IOException("null is no payload");
        }
        return value;
    }

    @Override
    public Map<String, Class<?>> fields(Type type) {
        return fields.of(type).fields();
    }

    @Override
    public boolean single(Type type) {
        return fields.of(type).single();
    }

    @Override
    public Parts split(@Nullable Object value, Type type, Set<String> taken) throws IOException {
        try {
            return fields.split(value, type, taken);
        } catch (JacksonException e) {
            throw wrong(e);
        }
    }

    @Override
    public Object join(Map<String, ? extends @Nullable Object> values, byte[] rest, Type type) throws IOException {
        try {
            return fields.join(values, rest, type);
        } catch (JacksonException e) {
            throw wrong(e);
        }
    }

    /** Without the names of packages and outer classes: who reads it may be a stranger. */
    private static IOException wrong(JacksonException e) {
        String text = String.valueOf(e.getOriginalMessage());
        return new IOException(CLASS_NAME.matcher(text).replaceAll("$1"), e);
    }

    private JavaType javaType(Type type) {
        return mapper.getTypeFactory().constructType(type);
    }
}
