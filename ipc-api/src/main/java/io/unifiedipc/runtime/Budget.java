package io.unifiedipc.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The permits of one class in all channels together, and whose turn it is when one comes back: in a channel first come, first
 * served, among the channels each in turn. Where nobody waits it is a counter; the lock guards the queues, and is never held while
 * a call goes on its way.
 */
final class Budget {
    /** What became of the wish to wait. */
    enum Place {
        WAITS,
        NO_ROOM,
        CLOSED,
        OVER
    }

    /** So many calls that go on, each within the end of another, on one thread: its stack stays small. */
    private static final int DEEPEST = 8;

    private final Bound bound;
    private final List<Permits> members = new CopyOnWriteArrayList<>();
    private final Deque<Permits> turns = new ArrayDeque<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ThreadLocal<@Nullable Integer> depth = new ThreadLocal<>();
    /** Somebody waits for nothing but a permit of this budget: no newcomer takes that away. */
    private volatile boolean starved;

    Budget(int most) {
        bound = new Bound(most);
    }

    void join(Permits permits) {
        members.add(permits);
    }

    List<Permits> members() {
        return members;
    }

    int most() {
        return bound.most();
    }

    boolean take() {
        return !starved && bound.take();
    }

    void giveBack() {
        bound.giveBack();
        goOn();
    }

    /** Puts a call at the end of its channel's queue. */
    Place add(Waiter waiter) {
        Permits permits = waiter.permits();
        synchronized (this) {
            if (permits.isClosed()) {
                return Place.CLOSED;
            }
            if (permits.queue().size() >= permits.mostWaiting()) {
                return Place.NO_ROOM;
            }
            if (waiter.call().isDone()) {
                return Place.OVER; // its abort found nothing to take out
            }
            if (permits.queue().isEmpty()) {
                turns.addLast(permits);
            }
            permits.queue().add(waiter);
            permits.counted();
            waiting.incrementAndGet();
        }
        goOn(); // a permit may have come back just before
        return Place.WAITS;
    }

    /** Takes it out of its queue. Answers false where it isn't there. */
    boolean leave(Waiter waiter) {
        synchronized (this) {
            if (!waiter.permits().queue().contains(waiter)) {
                return false;
            }
            remove(waiter);
        }
        goOn(); // it may have been all that starved
        return true;
    }

    /** From now on no call waits for these permits. Answers with those that did. */
    synchronized List<Waiter> close(Permits permits) {
        permits.close();
        List<Waiter> left = List.copyOf(permits.queue());
        left.forEach(this::remove);
        return left;
    }

    /** Who waits for these permits. */
    synchronized List<Waiter> waiters(Permits permits) {
        return new ArrayList<>(permits.queue());
    }

    /** Lets those go on for whom there are permits, one after the other, on the calling thread. */
    void goOn() {
        if (waiting.get() == 0) {
            return;
        }
        Integer outer = depth.get();
        int level = outer == null ? 0 : outer;
        if (level == DEEPEST) {
            return; // the loop that this happens in sees to it
        }
        depth.set(level + 1);
        Work handled = Handled.rest(); // what goes on here is no part of it
        try {
            for (Waiter next = next(); next != null; next = next()) {
                next.goOn();
            }
        } finally {
            Handled.goOn(handled);
            if (level == 0) {
                depth.remove();
            } else {
                depth.set(level);
            }
        }
    }

    /** The next for whom there are permits, which it has from now on; null where there is none. */
    private synchronized @Nullable Waiter next() {
        for (int left = turns.size(); left > 0; left--) {
            Permits turn = turns.removeFirst();
            turns.addLast(turn);
            if (!turn.bound().take()) {
                continue;
            }
            if (!bound.take()) {
                turn.bound().giveBack();
                turns.addFirst(turns.removeLast()); // it keeps its turn
                starved = true;
                return null;
            }
            Waiter first = turn.queue().iterator().next();
            remove(first);
            return first;
        }
        starved = false;
        return null;
    }

    private void remove(Waiter waiter) {
        Permits permits = waiter.permits();
        permits.queue().remove(waiter);
        permits.counted();
        waiting.decrementAndGet();
        if (permits.queue().isEmpty()) {
            turns.remove(permits);
            starved = starved && !turns.isEmpty();
        }
    }
}
