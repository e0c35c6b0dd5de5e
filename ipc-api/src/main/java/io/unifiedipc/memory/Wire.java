package io.unifiedipc.memory;

import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Timers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The way between a link and its broker, on which steps take their time. Those of one lane arrive in the order they left. */
final class Wire {
    private final Context context;
    private final Set<Step> underWay = new LinkedHashSet<>();
    private final Map<Object, ArrayDeque<Step>> lanes = new HashMap<>();
    private boolean closed;

    Wire(Context context) {
        this.context = context;
    }

    /** One step under way. It comes to one end, once, without a lock held. */
    abstract static class Step extends Timers.Entry {
        private @Nullable Wire wire;
        private @Nullable Object lane;
        private long due;

        /** It has got there. */
        abstract void arrive();

        /** It never gets there. */
        abstract void lose();

        /** Its link closes. */
        void close() {
            arrive();
        }

        @Override
        public long due() {
            return due;
        }

        @Override
        public void run() {
            Wire on = wire;
            if (on != null) {
                on.due(this);
            }
        }
    }

    /** Lets a step arrive after a delay, nanoseconds, or at once where there is none and nothing of its lane is ahead of it. */
    void carry(Step step, long delay, @Nullable Object lane) {
        if (!waits(step, delay, lane)) {
            step.arrive();
        }
    }

    private synchronized boolean waits(Step step, long delay, @Nullable Object lane) {
        if (closed || (delay == 0 && (lane == null || !lanes.containsKey(lane)))) {
            return false;
        }
        step.wire = this;
        step.lane = lane;
        step.due = context.clock().nanos() + delay;
        underWay.add(step);
        ArrayDeque<Step> ahead = lane == null ? null : lanes.computeIfAbsent(lane, l -> new ArrayDeque<>());
        if (ahead != null) {
            ahead.add(step);
        }
        if (ahead == null || ahead.size() == 1) {
            context.timers().add(step);
        }
        return true;
    }

    private void due(Step step) {
        try {
            context.executor().execute(() -> go(step));
        } catch (RejectedExecutionException e) {
            // The Ipc is closing: what is under way arrives when the link is closed.
        }
    }

    private void go(Step first) {
        for (Step step = first; step != null; step = following(step)) {
            if (claim(step)) {
                step.arrive();
            }
        }
    }

    private synchronized boolean claim(Step step) {
        return underWay.remove(step);
    }

    /** The next of its lane, where its time has come. */
    private synchronized @Nullable Step following(Step done) {
        ArrayDeque<Step> lane = done.lane == null ? null : lanes.get(done.lane);
        if (lane == null || lane.peek() != done) {
            return null; // the lane was cleared meanwhile
        }
        lane.poll();
        Step next = lane.peek();
        if (next == null) {
            lanes.remove(done.lane);
        } else if (next.due - context.clock().nanos() > 0) {
            context.timers().add(next);
            return null;
        }
        return next;
    }

    /** The link closes: what its own side has sent arrives now, and all that follows at once. */
    void flush() {
        synchronized (this) {
            closed = true;
        }
        takeAll().forEach(Step::close);
    }

    /** The connection breaks: what is under way never arrives. */
    void cut() {
        takeAll().forEach(Step::lose);
    }

    private synchronized List<Step> takeAll() {
        List<Step> all = new ArrayList<>(underWay);
        underWay.clear();
        lanes.clear();
        all.forEach(step -> context.timers().remove(step));
        return all;
    }
}
