package io.unifiedipc.memory;

/** A link as the broker sees it: what can happen to its connection. */
interface End {
    /** It breaks: what was on it is lost, and what was unsettled goes back. */
    void drop();

    /** It is there again. */
    void back();

    /** Its process is dead: nothing comes or goes any more. */
    void die();
}
