package io.unifiedipc.json;

import io.unifiedipc.spi.Codec;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Payloads as JSON, by Jackson 3. Fields that the type does not know are ignored, so that a newer sender may say more. An
 * application with a mapper of its own adds {@code new JsonCodec(mapper)} to the builder.
 */
public final class JsonCodec implements Codec {
    private final JsonMapper mapper;
    private final ConcurrentHashMap<Type, ObjectWriter> writers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Type, ObjectReader> readers = new ConcurrentHashMap<>();

    /** With Jackson's defaults. */
    public JsonCodec() {
        this(JsonMapper.builder().build());
    }

    /** With a mapper of the application's. */
    public JsonCodec(JsonMapper mapper) {
        this.mapper = mapper;
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
            throw new IOException(e.getOriginalMessage(), e);
        }
    }

    @Override
    public Object decode(byte[] bytes, Type type) throws IOException {
        Object value;
        try {
            value = readers.computeIfAbsent(type, t -> mapper.readerFor(javaType(t)))
                    .readValue(bytes);
        } catch (JacksonException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
        if (value == null) {
            throw new IOException("null is no payload");
        }
        return value;
    }

    private JavaType javaType(Type type) {
        return mapper.getTypeFactory().constructType(type);
    }
}
