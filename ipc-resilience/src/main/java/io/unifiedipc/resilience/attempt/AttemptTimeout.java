package io.unifiedipc.resilience.attempt;

import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Style;
import java.time.Duration;

/**
 * Ends what it is given after a time of its own, as TIMEOUT. The work may go on: what stands outside sees the outcome, and keeps
 * its permits until the link has let go. Where the call's own deadline comes first, it does nothing.
 */
final class AttemptTimeout implements Decorator {
    static final String NAME = "attempt-timeout";

    private final long after;
    private final String limit;
    private final Context context;

    AttemptTimeout(Duration after, Context context) {
        this.after = after.toNanos();
        this.context = context;
        limit = after.toMillis() + " ms, the attempt-timeout.after: raise that, or look why it is slow";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void around(Call call, Next next) {
        long until = context.clock().nanos() + after;
        if (call.style() == Style.GATHER || until >= call.deadline()) {
            next.proceed(call);
            return;
        }
        Call attempt = call.again(
                call.envelope(), call.attempt(), until, call.mayBlock(), limit, done -> conclude(call, done));
        context.timers().add(attempt);
        if (attempt.isDone()) { // the call was over; or else its listener has taken it out
            context.timers().remove(attempt);
            attempt.end();
        } else {
            next.proceed(attempt);
        }
    }

    private void conclude(Call call, Call attempt) {
        context.timers().remove(attempt);
        IpcException failure = attempt.failure();
        Envelope reply = attempt.reply();
        if (failure != null) {
            call.fail(failure);
        } else if (reply != null) {
            call.succeed(reply);
        }
    }
}
