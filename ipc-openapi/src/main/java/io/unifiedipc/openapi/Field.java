package io.unifiedipc.openapi;

import com.palantir.javapoet.TypeName;

/**
 * A component of a record or a field of a refusal.
 *
 * @param json its name in JSON
 * @param type its type, boxed
 * @param present whether it is always there and never null
 * @param about its Javadoc, escaped
 */
record Field(String json, TypeName type, boolean present, String about) {
    /** The type as it is declared: a primitive where there is always a value. */
    TypeName declared() {
        if (!present) {
            return type.annotated(Generated.NULLABLE);
        }
        return type.isBoxedPrimitive() ? type.unbox() : type;
    }
}
