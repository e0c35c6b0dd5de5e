package io.unifiedipc.runtime;

import io.unifiedipc.Headers;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.HeaderNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Through whose handlers a call has come, each of which waits for the next. A call that comes back to a service and makes another
 * there must not wait for a permit: it may be its own chain that holds it.
 */
final class Via {
    private static final String COMMA = ", ";
    /** Over it the chain is taken for one that has come back, and grows no further. */
    private static final int LONGEST = 512;

    private final String own;

    Via(String service) {
        own = service.replace(',', ' ').strip();
    }

    /** The headers of a call made while a message is handled. */
    Headers stamp(Headers headers, Delivery handled) {
        String before = before(handled);
        String all = before.isEmpty() ? own : hasBeenIn(before) ? before : before + COMMA + own;
        return headers.without(HeaderNames.VIA).plus(HeaderNames.VIA, all);
    }

    /** Whether the call that is handled, and waited for, was itself made in handling another here. */
    boolean hasComeBack(@Nullable Delivery handled) {
        return handled != null && hasBeenIn(before(handled));
    }

    /** Where nobody waits for what is handled, the chain begins anew. */
    private static String before(Delivery handled) {
        return handled.answers() ? handled.envelope().headers().get(HeaderNames.VIA, "") : "";
    }

    private boolean hasBeenIn(String chain) {
        return chain.length() > LONGEST || List.of(chain.split(COMMA, -1)).contains(own);
    }
}
