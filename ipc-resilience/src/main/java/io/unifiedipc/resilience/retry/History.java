package io.unifiedipc.resilience.retry;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;

/** What became of the attempts at one call so far, all of which have failed. */
final class History {
    private int attempts;
    private Executed executed = Executed.NO;
    private String kinds = "";

    void add(IpcException failure) {
        attempts++;
        if (failure.executed().compareTo(executed) > 0) {
            executed = failure.executed();
        }
        kinds += (kinds.isEmpty() ? "" : ", ") + failure.kind() + " (" + failure.executed() + ")";
    }

    int attempts() {
        return attempts;
    }

    /** Whether any of them has run: YES over MAYBE over NO. */
    Executed executed() {
        return executed;
    }

    /** The last one's failure as that of them all. */
    IpcException failure(IpcException last, String more) {
        String all = attempts == 1 ? "" : "; that was the last of " + attempts + " attempts: " + kinds;
        return all.isEmpty() && more.isEmpty() ? last : last.executed(executed).saying(more + all);
    }

    /** What failed, in turn. */
    @Override
    public String toString() {
        return kinds;
    }
}
