package io.unifiedipc.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was written, with its places, before anything is known of its meaning. */
sealed interface Node {
    /** A single value, as it was written: {@code 2s}, {@code 8081} and {@code true} are all text. */
    record Text(String text, Origin at) implements Node {}

    /** A list. */
    record Items(List<Node> items) implements Node {}

    /** Keys, in the order of the file. Overrides are put into it, so it can change. */
    record Block(Map<String, Entry> entries) implements Node {
        Block() {
            this(new LinkedHashMap<>());
        }
    }

    /** A key with nothing after it. */
    record Nothing() implements Node {}

    /**
     * What stands at a key.
     *
     * @param at the key's own place
     */
    record Entry(Origin at, Node node) {}
}
