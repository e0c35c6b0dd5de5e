package io.unifiedipc.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says which message is handled when: those with the same key one after another in the order of arrival, others side by side,
 * so many at a time. Nothing runs in here, and no lock is held while anything runs.
 *
 * @param <W> a piece of work
 */
final class Lanes<W> {
    private final int concurrency;
    private final ArrayDeque<W> ready = new ArrayDeque<>();
    private final Map<String, ArrayDeque<W>> lanes = new HashMap<>();
    private int running;

    Lanes(int concurrency) {
        this.concurrency = concurrency;
    }

    /** Takes a piece of work. Answers true where it is to be run now, by the caller. */
    synchronized boolean arrive(W work, @Nullable String key) {
        if (key != null) {
            ArrayDeque<W> lane = lanes.get(key);
            if (lane != null) {
                lane.add(work);
                return false;
            }
            lanes.put(key, new ArrayDeque<>(0));
        }
        return startOrWait(work);
    }

    /** A piece has been handled. Answers what is to be run next in its place, by the caller, or null. */
    synchronized @Nullable W done(@Nullable String key) {
        if (key != null) {
            endTurn(key);
        }
        return next();
    }

    /** A piece waits to be tried again: others use its place meanwhile, but none of its key. Answers as {@link #done}. */
    synchronized @Nullable W rest() {
        return next();
    }

    /** It has waited enough. Answers true where it is to be run now, by the caller. */
    synchronized boolean again(W work) {
        return startOrWait(work);
    }

    /** A piece that was resting is given up. Answers a piece of its key that is to be run now, or null. */
    synchronized @Nullable W abandon(@Nullable String key) {
        if (key != null) {
            endTurn(key);
        }
        if (running < concurrency && !ready.isEmpty()) {
            running++;
            return ready.poll();
        }
        return null;
    }

    /** Takes out everything that has not started. */
    synchronized List<W> clear() {
        List<W> all = new ArrayList<>(ready);
        ready.clear();
        for (ArrayDeque<W> lane : lanes.values()) {
            all.addAll(lane);
            lane.clear();
        }
        return all;
    }

    private boolean startOrWait(W work) {
        if (running < concurrency) {
            running++;
            return true;
        }
        ready.add(work);
        return false;
    }

    private void endTurn(String key) {
        ArrayDeque<W> lane = lanes.get(key);
        W following = lane == null ? null : lane.poll();
        if (following != null) {
            ready.add(following);
        } else {
            lanes.remove(key);
        }
    }

    private @Nullable W next() {
        W next = ready.poll();
        if (next == null) {
            running--;
        }
        return next;
    }
}
