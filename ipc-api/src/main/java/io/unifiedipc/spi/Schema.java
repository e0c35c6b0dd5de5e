package io.unifiedipc.spi;

import java.util.List;

/**
 * The keys that a block of the configuration may have: a closed list.
 *
 * @param options each key
 */
public record Schema(List<Option<?>> options) {
    public Schema {
        options = List.copyOf(options);
    }

    /** A block with these keys. */
    public static Schema of(Option<?>... options) {
        return new Schema(List.of(options));
    }
}
