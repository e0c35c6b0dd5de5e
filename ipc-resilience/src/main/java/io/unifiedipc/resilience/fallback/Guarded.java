package io.unifiedipc.resilience.fallback;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Timers;
import org.jspecify.annotations.Nullable;

/** One call that has something to fall back on, perhaps; it is the entry in the timers for giving up a silent receiver. */
final class Guarded extends Timers.Entry implements Call.Listener {
    private final FallbackDecorator fallback;
    private final Call whole;
    private final Call attempt;
    private final @Nullable Asked key;
    private final Context context;
    private final long due;

    /** Why there is no reply, once that is known. */
    private @Nullable IpcException failed;
    /** What was found, before the attempt was given up for it. */
    private @Nullable StandIn found;

    private boolean seeking;

    Guarded(FallbackDecorator fallback, Call whole, @Nullable Asked key, Context context, long before) {
        this.fallback = fallback;
        this.whole = whole;
        this.key = key;
        this.context = context;
        long now = context.clock().nanos();
        // A call with less patience is not to be given up before it had a chance.
        due = whole.deadline() == Delivery.NO_DEADLINE
                ? Delivery.NO_DEADLINE
                : whole.deadline() - Math.min(before, (whole.deadline() - now) / 2);
        attempt = whole.again(whole.envelope(), whole.attempt(), whole.deadline(), whole.mayBlock(), this);
    }

    void start(Decorator.Next next) {
        context.timers().add(this);
        next.proceed(attempt);
    }

    @Override
    public long due() {
        return due;
    }

    /** The receiver is still silent, and the caller's patience nearly at its end. */
    @Override
    public void run() {
        if (!attempt.isDone() && seeks()) {
            IpcException silent = silent();
            fallback.find(whole, key, silent, standIn -> early(standIn, silent));
        }
    }

    private synchronized boolean seeks() {
        boolean first = !seeking;
        seeking = true;
        return first;
    }

    private void early(@Nullable StandIn standIn, IpcException silent) {
        IpcException why;
        synchronized (this) {
            why = failed;
            found = standIn;
            seeking = false;
        }
        if (why != null) {
            settle(why, standIn);
        } else if (standIn != null) {
            attempt.abort(silent); // that makes it done, unless a reply came just now
        }
    }

    @Override
    public void done(Call ended) {
        context.timers().remove(this);
        IpcException failure = ended.failure();
        if (failure == null) {
            fallback.keep(key, ended);
            answered(ended);
        } else if (whole.isDone() || !Reasons.covers(failure.kind())) {
            whole.fail(failure);
        } else {
            missed(failure);
        }
    }

    private void answered(Call ended) {
        var reply = ended.reply();
        if (reply != null) {
            whole.succeed(reply);
        }
    }

    private void missed(IpcException failure) {
        StandIn known;
        boolean wait;
        synchronized (this) {
            failed = failure;
            known = found;
            wait = seeking;
        }
        if (known != null) {
            settle(failure, known);
        } else if (!wait) {
            fallback.find(whole, key, failure, standIn -> settle(failure, standIn));
        }
    }

    private void settle(IpcException failure, @Nullable StandIn standIn) {
        if (standIn == null || whole.isDone()) {
            whole.fail(failure);
        } else {
            fallback.tell(whole, failure, standIn);
            whole.standIn(standIn.marked());
        }
    }

    private IpcException silent() {
        long waited = (due - whole.startedAt()) / 1_000_000;
        return IpcException.of(
                Kind.TIMEOUT,
                Executed.MAYBE,
                "'" + whole.channel() + "' gave no answer to "
                        + whole.operation().name() + " within " + waited
                        + " ms, and its caller's patience is nearly at its end");
    }
}
