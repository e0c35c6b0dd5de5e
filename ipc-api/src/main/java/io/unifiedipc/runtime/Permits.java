package io.unifiedipc.runtime;

import io.unifiedipc.spi.Call;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One channel's permits of one class: how many there are, who holds them, and who waits for one. A permit comes back when the
 * work has ended, which may be after the caller has given up.
 */
final class Permits implements Call.EndHook {
    /** What became of the wish for a permit. */
    enum Wish {
        GRANTED,
        CHANNEL_FULL,
        SERVICE_FULL
    }

    private final String channel;
    private final Budget budget;
    private final Bound bound;
    private final Holders holders;
    private final int mostWaiting;
    /** First come, first served; it and what follows is guarded by the budget. */
    private final Set<Waiter> queue = new LinkedHashSet<>();

    private volatile int waiting;
    private boolean closed;

    Permits(String channel, Budget budget, int most, int mostWaiting) {
        this.channel = channel;
        this.budget = budget;
        this.mostWaiting = mostWaiting;
        bound = new Bound(most);
        holders = new Holders(most);
        budget.join(this);
    }

    String channel() {
        return channel;
    }

    Budget budget() {
        return budget;
    }

    Bound bound() {
        return bound;
    }

    Holders holders() {
        return holders;
    }

    int mostWaiting() {
        return mostWaiting;
    }

    /** How many wait. */
    int waiting() {
        return waiting;
    }

    /** Takes a permit for a call, where that overtakes nobody who waits for the same. */
    Wish take(Call call) {
        if (waiting > 0 || !bound.take()) {
            return Wish.CHANNEL_FULL;
        }
        if (!budget.take()) {
            bound.giveBack();
            budget.goOn();
            return Wish.SERVICE_FULL;
        }
        hold(call);
        return Wish.GRANTED;
    }

    /** The call has a permit of channel and service. */
    void hold(Call call) {
        holders.add(call);
        call.onEnd(this);
    }

    @Override
    public void ended(Call call) {
        holders.remove(call);
        bound.giveBack();
        budget.giveBack();
    }

    // ---- for the budget alone, which guards it

    Set<Waiter> queue() {
        return queue;
    }

    /** The queue has changed. */
    void counted() {
        waiting = queue.size();
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
