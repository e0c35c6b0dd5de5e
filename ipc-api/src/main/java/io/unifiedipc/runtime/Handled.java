package io.unifiedipc.runtime;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Which message the current thread handles: calls made meanwhile belong to it. It is so while the handler runs on its thread, and
 * on others in tasks of {@link #within}.
 */
final class Handled {
    private static final ThreadLocal<@Nullable Work> CURRENT = new ThreadLocal<>();

    private Handled() {}

    /** The message; null outside of any handler. */
    static @Nullable Work current() {
        return CURRENT.get();
    }

    /** From now on it is this one. Answers with what {@link #leave} is to be told: a handler may run inside another. */
    static @Nullable Work enter(Work work) {
        Work before = CURRENT.get();
        CURRENT.set(work);
        return before;
    }

    /**
     * For as long as this thread waits, it is none: in a simulation what others do meanwhile is done on it. Answers with what
     * {@link #goOn} is to be told.
     */
    static @Nullable Work rest() {
        Work before = CURRENT.get();
        if (before != null) {
            CURRENT.set(null);
        }
        return before;
    }

    /** This thread has waited. */
    static void goOn(@Nullable Work before) {
        if (before != null) {
            CURRENT.set(before);
        }
    }

    /** It is the one before again. */
    static void leave(@Nullable Work before) {
        CURRENT.set(before); // also null: removing it would cost a new entry at the next message
    }

    /** An executor whose tasks belong to this message. */
    static Executor within(Work work, Executor executor) {
        return task -> executor.execute(() -> {
            Work before = enter(work);
            try {
                task.run();
            } finally {
                leave(before);
            }
        });
    }
}
