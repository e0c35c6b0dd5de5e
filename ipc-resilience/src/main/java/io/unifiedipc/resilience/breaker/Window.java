package io.unifiedipc.resilience.breaker;

import org.jspecify.annotations.Nullable;

/** The latest calls, by number or by time. Safe for any thread. */
interface Window {
    /** Counts one more, and answers with all that it holds then; null where none of that failed or was slow. */
    @Nullable
    Tally add(boolean failed, boolean slow);
}
