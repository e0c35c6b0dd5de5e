package io.unifiedipc.resilience.fallback;

import io.unifiedipc.Headers;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.HeaderNames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a reply is kept under: the operation, the body, and every header that may make a difference. Those that the application
 * sets are all taken to make one, since a route may write fields of the payload into headers and a handler may answer by any.
 */
final class Keys {
    /** Those of this library that say what is asked for; the others say which message it is. */
    private static final Set<String> ASKED =
            Set.of(HeaderNames.TARGET, HeaderNames.VERSION, HeaderNames.KEY, HeaderNames.OPERATION);

    private final List<String> identity;
    private final Set<String> ignored;

    Keys(Collection<String> identity, Collection<String> ignored) {
        this.identity = List.copyOf(identity);
        this.ignored = Set.copyOf(ignored);
    }

    /** The key of a call; null where it doesn't say for whom it is. */
    @Nullable
    Asked of(Call call) {
        Headers headers = call.envelope().headers();
        for (String name : identity) {
            if (headers.get(name, "").isBlank()) {
                return null;
            }
        }
        Map<String, String> telling = new TreeMap<>();
        headers.forEach((name, value) -> {
            if (tells(name)) {
                telling.put(name, value);
            }
        });
        List<byte[]> parts = new ArrayList<>();
        parts.add(bytes(call.operation().name()));
        parts.add(call.envelope().body());
        telling.forEach((name, value) -> {
            parts.add(bytes(name));
            parts.add(bytes(value));
        });
        return new Asked(join(parts));
    }

    private boolean tells(String name) {
        boolean ours = name.startsWith(HeaderNames.CE)
                || name.startsWith(HeaderNames.IPC)
                || name.equals(HeaderNames.IDEMPOTENCY_KEY);
        return ours ? ASKED.contains(name) : !ignored.contains(name);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Each with its length before it, so that no two lists of parts become the same bytes. */
    private static byte[] join(List<byte[]> parts) {
        int size = parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum();
        ByteBuffer all = ByteBuffer.allocate(size);
        parts.forEach(part -> all.putInt(part.length).put(part));
        return all.array();
    }
}
