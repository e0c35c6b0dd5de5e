package io.unifiedipc.spi;

import java.lang.reflect.Type;
import java.util.Map;

/**
 * What a command asks for, or an event tells.
 *
 * @param name its logical name, as it stands on the wire
 * @param payload the type of the payload
 * @param reply the type of the reply; {@code void.class} for none
 * @param idempotent doing it twice is as good as once
 * @param query it changes nothing
 * @param deduplicated its receivers keep outcomes by idempotency key
 * @param nonBlocking its handler never blocks, so it may run on a delivering thread
 * @param refusals the business refusals that it declares, by name
 * @param route its route over HTTP as its contract says, or empty
 */
public record OperationSpec(
        String name,
        Type payload,
        Type reply,
        boolean idempotent,
        boolean query,
        boolean deduplicated,
        boolean nonBlocking,
        Map<String, Class<? extends Exception>> refusals,
        String route) {
    /** What a received message asks for where nothing here knows it: its own word for it is a stranger's. */
    public static final OperationSpec UNKNOWN = of("an unknown operation", Object.class, Object.class);

    public OperationSpec {
        refusals = Map.copyOf(refusals);
    }

    /** An operation that promises nothing. */
    public static OperationSpec of(String name, Type payload, Type reply) {
        return new OperationSpec(name, payload, reply, false, false, false, false, Map.of(), "");
    }

    /** The same, known to be a query, or at least idempotent. Neither is taken back from one that is. */
    public OperationSpec knownAs(boolean isIdempotent, boolean isQuery) {
        return new OperationSpec(
                name,
                payload,
                reply,
                idempotent || isIdempotent || isQuery,
                query || isQuery,
                deduplicated,
                nonBlocking,
                refusals,
                route);
    }

    /** Of the name alone: maps are asked by operation on each call, and few share a name. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
