package io.unifiedipc.openapi;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Types of single values, by type and format. Without a format the type is one that loses nothing. */
final class Scalars {
    private Scalars() {}

    static TypeName of(Shape shape) {
        return switch (shape.type()) {
            case "boolean" -> TypeName.BOOLEAN.box();
            case "integer" -> shape.format().equals("int32") ? TypeName.INT.box() : TypeName.LONG.box();
            case "number" -> number(shape.format());
            case "string" -> text(shape);
            default -> shape.isBinary() ? Types.BYTES : ClassName.OBJECT;
        };
    }

    private static TypeName number(String format) {
        return switch (format) {
            case "float" -> TypeName.FLOAT.box();
            case "double" -> TypeName.DOUBLE.box();
            default -> ClassName.get(BigDecimal.class);
        };
    }

    private static TypeName text(Shape shape) {
        boolean base64 = "base64".equals(shape.schema().getContentEncoding());
        return switch (shape.format()) {
            case "date-time" -> ClassName.get(OffsetDateTime.class);
            case "date" -> ClassName.get(LocalDate.class);
            case "uuid" -> ClassName.get(UUID.class);
            case "byte", "binary" -> Types.BYTES;
            default -> base64 || shape.isBinary() ? Types.BYTES : ClassName.get(String.class);
        };
    }
}
