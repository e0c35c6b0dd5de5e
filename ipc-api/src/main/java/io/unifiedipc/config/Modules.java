package io.unifiedipc.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands in which module, to be able to say what is missing. It only makes messages better: modules of others work too. */
final class Modules {
    private static final Map<String, String> TRANSPORTS =
            Map.of("http", "ipc-http", "grpc", "ipc-grpc", "kafka", "ipc-kafka", "amqp", "ipc-amqp");
    private static final Map<String, String> TYPES = Map.of(
            "credentials.oauth2",
            "ipc-http",
            "authenticators.jwt",
            "ipc-jwt",
            "outcome-stores.memory",
            "ipc-resilience");
    private static final Set<String> RESILIENCE =
            Set.of("attempt-timeout", "cache", "circuit-breaker", "fallback", "retry");

    private Modules() {}

    /** The module that has a type of credentials, authenticators or outcome stores; null where none of this library's has it. */
    static @Nullable String ofType(String section, String type) {
        return TYPES.get(section + "." + type);
    }

    /** The transports of this library, in the order of their names. */
    static List<String> transports() {
        return TRANSPORTS.keySet().stream().sorted().toList();
    }

    static boolean isTransport(String name) {
        return TRANSPORTS.containsKey(name);
    }

    /** The module that has a transport. */
    static String ofTransport(String name) {
        return TRANSPORTS.getOrDefault(name, "the module that has it");
    }

    static boolean isResilience(String name) {
        return RESILIENCE.contains(name);
    }

    /** Said of a block that nobody could check. */
    static String notChecked(String transport) {
        return "not checked: " + ofTransport(transport) + " is not on the class path";
    }
}
