package io.unifiedipc.config;

import io.unifiedipc.spi.Nearest;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place directly under {@code ipc} for blocks that have names of their own, each of a type that says which keys it has.
 *
 * @param key its name
 * @param types the keys of each type's blocks
 */
record Section(String key, Map<String, Schema> types) {
    static final Option<String> TYPE = Option.text("type", "what it is: this decides which other keys it has");

    /** The keys of a block of this type, its type's first; null where there is no such type. */
    @Nullable
    Schema schema(String type) {
        Schema schema = types.get(type);
        if (schema == null) {
            return null;
        }
        List<Option<?>> options = new ArrayList<>(List.of(TYPE));
        options.addAll(schema.options());
        return new Schema(options);
    }

    /** What is wrong with a type that isn't there. */
    String unknown(String type) {
        String module = Modules.ofType(key, type);
        return "'" + type + "' is no type of " + key + " here (there are: " + String.join(", ", types.keySet()) + ")"
                + (module == null ? Nearest.hint(type, types.keySet()) : ": add " + module);
    }
}
