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
 */
public record OperationSpec(
        String name,
        Type payload,
        Type reply,
        boolean idempotent,
        boolean query,
        boolean deduplicated,
        boolean nonBlocking,
        Map<String, Class<? extends Exception>> refusals) {
    public OperationSpec {
        refusals = Map.copyOf(refusals);
    }
}
