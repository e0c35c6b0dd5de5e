package io.unifiedipc.config;

import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Option;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of one block, with their places. */
final class Values {
    /**
     * One of them.
     *
     * @param shown as it may be printed
     */
    record Value(Object value, String shown, Origin at) {}

    private final Origin at;
    private final Map<String, Value> good = new LinkedHashMap<>();
    private final Set<String> bad = new HashSet<>();

    /** Of a block that stands at a place; or nowhere. */
    Values(Origin at) {
        this.at = at;
    }

    void put(String key, Value value) {
        good.put(key, value);
    }

    void putBad(String key) {
        bad.add(key);
    }

    /** Takes over what another block says for all, where this one says nothing. */
    void inherit(Option<?> option, Values from) {
        Value value = from.find(option);
        if (value != null && !isBad(option)) {
            good.putIfAbsent(option.key(), value);
        } else if (from.isBad(option) && !has(option)) {
            bad.add(option.key());
        }
    }

    /** Where the block stands. */
    Origin at() {
        return at;
    }

    /** Where a value stands; where the block does if it was not given. */
    Origin at(Option<?> option) {
        Value value = good.get(option.key());
        return value == null ? at : value.at();
    }

    @Nullable
    Value find(Option<?> option) {
        return good.get(option.key());
    }

    boolean has(Option<?> option) {
        return good.containsKey(option.key());
    }

    /** Whether something was given that could not be read; then nothing more needs to be said of it. */
    boolean isBad(Option<?> option) {
        return bad.contains(option.key());
    }

    boolean hasBad() {
        return !bad.isEmpty();
    }

    Config config() {
        Map<String, Object> values = new LinkedHashMap<>();
        good.forEach((key, value) -> values.put(key, value.value()));
        return new Config(values);
    }
}
