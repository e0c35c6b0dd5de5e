package io.unifiedipc.resilience.retry;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Style;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tries again what has failed, where that is safe and there is time and budget left. One call's attempts are a {@link Series}. */
final class Retry implements Decorator {
    static final String NAME = "retry";

    /** What is counted where the budget forbids an attempt. */
    static final String NO_BUDGET = "retry-budget";

    final int attempts;
    final Backoff backoff;
    final Budget budget;
    final Context context;
    private final Repeatable repeatable;
    private final Set<Pause> pauses = new LinkedHashSet<>();
    private boolean closed;

    Retry(int attempts, Backoff backoff, Budget budget, Repeatable repeatable, Context context) {
        this.attempts = attempts;
        this.backoff = backoff;
        this.budget = budget;
        this.repeatable = repeatable;
        this.context = context;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void check(OperationSpec operation) {
        repeatable.check(operation);
    }

    @Override
    public void checkContract(String contract, Collection<OperationSpec> operations) {
        repeatable.checkContract(contract, operations);
    }

    /** A gathering has as many outcomes as groups: where there is no broker, each is a call of its own in here. */
    @Override
    public void around(Call call, Next next) {
        if (call.style() == Style.GATHER) {
            next.proceed(call);
        } else {
            budget.earn();
            new Series(this, call, next).begin();
        }
    }

    /** It has begun. Answers false where nothing may wait any more. */
    boolean pauses(Pause pause) {
        synchronized (pauses) {
            return !closed && pauses.add(pause);
        }
    }

    /** It is over. */
    void ends(Pause pause) {
        synchronized (pauses) {
            pauses.remove(pause);
        }
    }

    @Override
    public void close() {
        List<Pause> waiting;
        synchronized (pauses) {
            closed = true;
            waiting = List.copyOf(pauses);
        }
        waiting.forEach(Pause::close);
    }

    static IpcException closed(Call call) {
        return IpcException.of(
                Kind.CLOSED,
                Executed.MAYBE,
                "'" + call.channel() + "' is closing, and " + call.operation().name()
                        + " was waiting for its next attempt");
    }
}
