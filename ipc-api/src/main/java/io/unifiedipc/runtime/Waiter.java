package io.unifiedipc.runtime;

import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Decorator;

/** A call that waits for a permit, and goes on its way from here. It is also what an abort of the call runs. */
final class Waiter implements Runnable {
    private final Call call;
    private final Decorator.Next next;
    private final Permits permits;
    private final Clock clock;
    private final long since;

    Waiter(Call call, Decorator.Next next, Permits permits, Clock clock) {
        this.call = call;
        this.next = next;
        this.permits = permits;
        this.clock = clock;
        since = clock.nanos();
    }

    Call call() {
        return call;
    }

    Permits permits() {
        return permits;
    }

    /** It has a permit, on the thread of whoever gave that back. */
    void goOn() {
        call.note(this + " waited " + (clock.nanos() - since) / 1_000_000 + " ms of these for a permit");
        permits.hold(call);
        if (call.isDone()) {
            call.end();
        } else {
            next.proceed(call);
        }
    }

    /** The call was aborted: where it still waits, it leaves the queue, and its work has ended. */
    @Override
    public void run() {
        if (permits.budget().leave(this)) {
            call.end();
        }
    }

    /** As the text of a failure names it: that may be of a call with several attempts, or with a part for each group. */
    @Override
    public String toString() {
        String group = call.group();
        String of = group == null ? "" : " for group '" + group + "'";
        return call.attempt() > 1 || group != null ? "attempt " + call.attempt() + of : "it";
    }
}
