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
 * @param credentials the blocks under {@code credentials}, by name
 * @param authenticators the blocks under {@code authenticators}, by name
 * @param stores the blocks under {@code outcome-stores}, by name
 * @param description what {@code describe} prints
 */
public record Settings(
        Config service,
        Map<String, ChannelSettings> channels,
        Map<String, Config> transports,
        Map<String, Named> credentials,
        Map<String, Named> authenticators,
        Map<String, Named> stores,
        String description) {
    /**
     * A block with a name of its own.
     *
     * @param type which provider's it is
     * @param options its values
     */
    public record Named(String type, Config options) {}

    public Settings {
        channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
        transports = Map.copyOf(transports);
        credentials = Map.copyOf(credentials);
        authenticators = Map.copyOf(authenticators);
        stores = Map.copyOf(stores);
    }
}
