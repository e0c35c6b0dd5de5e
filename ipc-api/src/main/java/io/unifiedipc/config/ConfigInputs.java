package io.unifiedipc.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a configuration is made from. Later ones win: the file, the builder, the environment, the system properties.
 *
 * @param file null for none
 * @param builder path to value, in the order of the calls; a path may start with {@code ipc.} or not
 * @param environment of it only what starts with {@code IPC_} is an override, and what the file asks for is looked up in it
 * @param systemProperties of them only what starts with {@code ipc.}
 */
public record ConfigInputs(
        @Nullable ConfigSource file,
        Map<String, String> builder,
        Map<String, String> environment,
        Map<String, String> systemProperties) {
    public ConfigInputs {
        builder = Collections.unmodifiableMap(new LinkedHashMap<>(builder));
        environment = Map.copyOf(environment);
        systemProperties = Map.copyOf(systemProperties);
    }

    /** A file, with nothing over it. */
    public static ConfigInputs of(@Nullable ConfigSource file) {
        return new ConfigInputs(file, Map.of(), Map.of(), Map.of());
    }
}
