package io.unifiedipc.micrometer;

import io.unifiedipc.spi.OperationSpec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Operations as values of a tag. There are as many as an application has, unless it makes up names as it goes: then the
 * first few hundred keep theirs. What a stranger asked for is never a value.
 */
final class OperationNames {
    static final int MOST = 500;
    static final String OTHER = "other";
    static final String UNKNOWN = "unknown";

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    String of(OperationSpec operation) {
        if (operation.equals(OperationSpec.UNKNOWN)) {
            return UNKNOWN;
        }
        String name = operation.name();
        return known.contains(name) || (known.size() < MOST && known.add(name)) ? name : OTHER;
    }
}
