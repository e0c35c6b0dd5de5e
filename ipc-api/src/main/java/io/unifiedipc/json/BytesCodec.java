package io.unifiedipc.json;

import io.unifiedipc.spi.Codec;
import java.lang.reflect.Type;

/** Payloads that are bytes already; used for them whatever the channel's codec is. */
public final class BytesCodec implements Codec {
    /** There is nothing to say about it. */
    public BytesCodec() {}

    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public String contentType() {
        return "application/octet-stream";
    }

    @Override
    public boolean supports(Type type) {
        return type == byte[].class;
    }

    @Override
    public byte[] encode(Object value, Type type) {
        return (byte[]) value;
    }

    @Override
    public Object decode(byte[] bytes, Type type) {
        return bytes;
    }
}
