package io.unifiedipc.testing.kit;

import io.unifiedipc.spi.Codec;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes the characters of a work as bytes, whatever they are, and says that they are JSON. */
final class Garbage implements Codec {
    static final String NAME = "garbage";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public boolean supports(Type type) {
        return type == Worker.Work.class;
    }

    @Override
    public byte[] encode(Object value, Type type) {
        return ((Worker.Work) value).what().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public Object decode(byte[] bytes, Type type) throws IOException {
        throw new IOException("it only writes");
    }
}
