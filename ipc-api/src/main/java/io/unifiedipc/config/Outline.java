package io.unifiedipc.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What can be told of a configuration before anything in it is checked; for tools that set keys over it, such as a test that
 * moves every channel elsewhere.
 *
 * @param service the service's name
 * @param transports what would carry each channel, by the channel's name, in the order of the file; channels that name none are
 *     not in it
 */
public record Outline(String service, Map<String, String> transports) {
    public Outline {
        transports = Collections.unmodifiableMap(new LinkedHashMap<>(transports));
    }

    /** Of these inputs; whatever is wrong with them is left for whoever loads them. */
    public static Outline of(ConfigInputs inputs) {
        return ConfigLoader.outline(inputs);
    }
}
