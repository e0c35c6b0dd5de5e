package io.unifiedipc.config;

import io.unifiedipc.spi.Config;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole configuration, checked.
 *
 * @param service the values of {@link ServiceOptions#SCHEMA}
 * @param channels by name, in the order of the file
 * @param transports the block of each transport, by name; absent ones were not configured
 * @param description what {@code describe} prints
 */
public record Settings(
        Config service, Map<String, ChannelSettings> channels, Map<String, Config> transports, String description) {
    public Settings {
        channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
        transports = Map.copyOf(transports);
    }
}
