package io.unifiedipc.spi;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A codec whose payloads have named fields, some of which a transport carries elsewhere than in the body: in a path, a query,
 * a header. Used by many threads.
 */
public interface FieldCodec extends Codec {
    /**
     * A payload in two parts.
     *
     * @param fields what was taken off, by name: texts, numbers, truth values, bytes, or lists and maps of these. Fields that
     *     are null are absent
     * @param rest what was left, encoded; empty where nothing can be left
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody writes to it, as with Envelope
    record Parts(Map<String, Object> fields, byte[] rest) {}

    /**
     * The fields of a type with their raw types, in their order. Empty where values of the type are no objects, or where it can't
     * be told ({@code Object}, a map).
     */
    Map<String, Class<?>> fields(Type type);

    /** Whether a value of the type is one text, number or truth value. */
    boolean single(Type type);

    /** Takes fields off. A {@link #single} value is all that its only field has. Throws where the value can't be written. */
    Parts split(@Nullable Object value, Type type, Set<String> taken) throws IOException;

    /**
     * Puts fields back, over those that the rest has; one that is null is taken out of the rest. The rest may be empty. Throws
     * where the two don't make such a value.
     */
    Object join(Map<String, ? extends @Nullable Object> fields, byte[] rest, Type type) throws IOException;
}
