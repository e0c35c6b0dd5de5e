package io.unifiedipc.testing.sim;

import org.jspecify.annotations.Nullable;

/** Keeps a world to the thread that made it, and remembers the first thing that must not happen. */
final class Guard {
    private final Thread owner = Thread.currentThread();
    private volatile @Nullable IllegalStateException broken;

    /** Fails on any thread but the owner's, and there too from then on: what has happened can't be replayed. */
    void check(String what) {
        Thread thread = Thread.currentThread();
        if (thread != owner) {
            throw breaks(
                    "thread '" + thread.getName() + "' wants to " + what
                            + " in a simulated world, which belongs to thread '" + owner.getName()
                            + "' alone: keep the application's own threads out of a simulation",
                    null);
        }
    }

    /** Fails where something has happened that no handler may swallow. */
    void verify() {
        IllegalStateException failure = broken;
        if (failure != null) {
            throw failure;
        }
    }

    /** The failure to be thrown: the first that there was. */
    synchronized IllegalStateException breaks(String what, @Nullable Throwable cause) {
        IllegalStateException failure = broken;
        if (failure == null) {
            failure = new IllegalStateException(what, cause);
            broken = failure;
        }
        return failure;
    }
}
