package io.unifiedipc;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the other side said about a failure, in the form of <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>.
 *
 * @param type what sort of problem, a URI reference; {@code about:blank} where the status says it all
 * @param title a short text for that type
 * @param status the HTTP status, also where the message did not travel by HTTP
 * @param detail what happened this time, for a person
 * @param members all other members; Unified IPC receivers put {@code kind} and {@code executed} there and, for a refusal,
 *     {@code refusal} (its name) and {@code data} (its fields)
 */
public record Problem(String type, String title, int status, String detail, Map<String, Object> members) {
    public Problem {
        members = Map.copyOf(members);
    }

    /** The name of the business refusal that this problem carries, or null where it is no refusal. */
    public @Nullable String refusal() {
        return members.get("refusal") instanceof String name ? name : null;
    }

    /** The refusal's fields by name, as plain JSON values; empty where it is no refusal. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> data() {
        return members.get("data") instanceof Map<?, ?> data ? (Map<String, Object>) data : Map.of();
    }
}
