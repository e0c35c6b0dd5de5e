package io.unifiedipc.runtime;

import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Interaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.helpers.NOPMDCAdapter;

/**
 * What a log's lines carry beside their text: id, channel and operation of a message. What was there
 * before comes back, since a handler's own call may be handled on its thread.
 */
final class Mdc {
    private static final String ID = "ipc.id";
    private static final String CHANNEL = "ipc.channel";
    private static final String OPERATION = "ipc.operation";

    /** Where the log keeps nothing of it, an id's text need not be made. */
    private static final @Nullable Mdc UNKEPT = MDC.getMDCAdapter() instanceof NOPMDCAdapter ? new Mdc() : null;

    private final @Nullable String id = MDC.get(ID);
    private final @Nullable String channel = MDC.get(CHANNEL);
    private final @Nullable String operation = MDC.get(OPERATION);

    private Mdc() {}

    /** From here on; what it answers ends it. */
    static Mdc enter(Interaction call) {
        if (UNKEPT != null) {
            return UNKEPT;
        }
        Mdc before = new Mdc();
        MDC.put(ID, id(call));
        MDC.put(CHANNEL, call.channel());
        MDC.put(OPERATION, call.operation().name());
        return before;
    }

    /** A message's id, or nothing where it has none. */
    static String id(Interaction call) {
        return call.envelope().headers().get(HeaderNames.ID, "");
    }

    void leave() {
        restore(ID, id);
        restore(CHANNEL, channel);
        restore(OPERATION, operation);
    }

    private static void restore(String name, @Nullable String before) {
        if (before == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, before);
        }
    }
}
