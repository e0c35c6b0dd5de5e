package io.unifiedipc.spi;

import io.unifiedipc.Extension;
import java.io.IOException;
import java.lang.reflect.Type;

/** Objects to bytes and back, for one content type. Used by many threads. */
public interface Codec extends Extension {
    /** The word that names it in the configuration. */
    String name();

    /** The media type that it writes, without parameters. */
    String contentType();

    /** Whether it can write and read values of a type; asked once per operation. */
    boolean supports(Type type);

    /** Object to bytes. Throws where the object can't be written. */
    byte[] encode(Object value, Type type) throws IOException;

    /** Bytes to object. Throws where the bytes are not what they should be; never returns null for bytes that say null. */
    Object decode(byte[] bytes, Type type) throws IOException;
}
