package io.unifiedipc.resilience.breaker;

/** The latest calls, by number or by time. Safe for any thread, without waiting. */
interface Window {
    /** Counts one more, and answers with all that it holds then. */
    Tally add(boolean failed, boolean slow);
}
