package io.unifiedipc.resilience.retry;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The attempts at one call, one after another. */
final class Series implements Call.Listener {
    private final Retry retry;
    private final Call call;
    private final Decorator.Next next;
    private final History history = new History();

    Series(Retry retry, Call call, Decorator.Next next) {
        this.retry = retry;
        this.call = call;
        this.next = next;
    }

    void begin() {
        next.proceed(call.again(call.envelope(), call.attempt(), call.deadline(), call.mayBlock(), this));
    }

    void again() {
        int number = call.attempt() + history.attempts();
        Envelope message = call.envelope();
        Envelope numbered = message.withHeaders(message.headers().with(HeaderNames.ATTEMPT, Integer.toString(number)));
        Call attempt = call.again(numbered, number, call.deadline(), false, this);
        if (attempt.isDone()) {
            attempt.end(); // the call is over, and nobody has seen this attempt
        } else {
            next.proceed(attempt);
        }
    }

    @Override
    public void done(Call attempt) {
        Envelope reply = attempt.reply();
        IpcException failure = attempt.failure();
        if (reply != null) {
            call.succeed(reply);
        } else if (call.isDone()) {
            call.end();
        } else if (failure != null) {
            history.add(failure);
            failed(attempt, failure);
        }
    }

    private void failed(Call attempt, IpcException failure) {
        long now = retry.context.clock().nanos();
        long pause = pause(failure);
        String against = against(failure, pause, call.deadline() - now);
        if (against == null) {
            pause(attempt, failure, now + pause, pause);
        } else {
            call.fail(history.failure(failure, against));
        }
    }

    private long pause(IpcException failure) {
        long own = retry.backoff.after(history.attempts(), retry.context.random());
        return failure.retryAfter() == null ? own : Math.max(own, nanos(failure.retryAfter()));
    }

    private static long nanos(Duration asked) {
        return asked.toDays() < 36500 ? asked.toNanos() : Long.MAX_VALUE / 2;
    }

    /** Why there is no further attempt, as a part of a sentence, empty where that goes without saying; null where there is. */
    private @Nullable String against(IpcException failure, long pause, long left) {
        if (!failure.mayPass() || failure.executed() == Executed.YES || history.attempts() >= retry.attempts) {
            return "";
        }
        if (failure.executed() == Executed.MAYBE && !Repeatable.is(call.operation())) {
            return "; not tried again, as it may have run and "
                    + call.operation().name() + " is neither idempotent nor deduplicated";
        }
        if (pause >= left) {
            return left <= 0
                    ? ""
                    : "; not tried again, as that would be in " + pause / 1_000_000 + " ms"
                            + (failure.retryAfter() == null ? "" : ", as it was asked to,") + " and "
                            + left / 1_000_000 + " ms are left";
        }
        if (!retry.budget.spend()) {
            retry.context.count(Retry.NO_BUDGET, call.channel());
            return "; not tried again, as the retry budget of '" + call.channel() + "' is spent";
        }
        return null;
    }

    // ---- between two attempts

    private void pause(Call attempt, IpcException failure, long due, long nanos) {
        if (history.executed() == Executed.NO) {
            boolean unused = call.takeBack(); // whoever gives up now knows that nothing has run
        }
        call.note("it was tried before: " + history);
        retry.context.observer().retried(attempt, failure, nanos);
        new Pause(retry, this, due).begin();
    }

    Call call() {
        return call;
    }
}
