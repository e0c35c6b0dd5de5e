package io.unifiedipc.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The checked values of one block of the configuration.
 *
 * @param values by key, as {@link Option#parse} made them; keys without a value are absent
 */
public record Config(Map<String, Object> values) {
    /** A block in which nothing was set. */
    public static final Config EMPTY = new Config(Map.of());

    public Config {
        values = Map.copyOf(values);
    }

    /** The value of an option, its default where none was given, or null where it has none. */
    @SuppressWarnings("unchecked")
    public <T> @Nullable T find(Option<T> option) {
        Object value = values.get(option.key());
        return value != null ? (T) value : option.otherwise();
    }

    /** The value of an option that has a default, or that the provider has demanded. */
    public <T> T get(Option<T> option) {
        T value = find(option);
        if (value == null) {
            throw new IllegalStateException("'" + option.key() + "' has no value and no default");
        }
        return value;
    }
}
