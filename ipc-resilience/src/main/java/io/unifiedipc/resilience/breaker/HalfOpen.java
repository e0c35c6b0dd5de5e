package io.unifiedipc.resilience.breaker;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Some calls go through on trial. It opens again as soon as enough of them have failed, and closes when all have ended and
 * not enough have. A trial that says nothing, such as one that was cancelled, gives its place to another call.
 */
final class HalfOpen extends Counting {
    static final String NAME = "half-open";

    private final AtomicInteger left;
    private final AtomicReference<Tally> tally = new AtomicReference<>(Tally.NONE);

    HalfOpen(Circuit circuit) {
        super(circuit);
        left = new AtomicInteger(circuit.rules().trials());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean admit(Call call) {
        if (left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
            call.fail(IpcException.of(
                    Kind.CIRCUIT_OPEN,
                    Executed.NO,
                    circuit + " is tried by " + circuit.rules().trials()
                            + " calls, as its circuit breaker is half-open, and gets no others until they have ended"));
            return false;
        }
        begun(call);
        return true;
    }

    @Override
    public boolean admits() {
        return left.get() > 0;
    }

    @Override
    void counted(boolean failed, boolean slow) {
        int trials = circuit.rules().trials();
        Tally now = tally.updateAndGet(before -> before.plus(failed, slow));
        String why = circuit.rules().against(now, trials);
        if (why != null) {
            circuit.open(this, "on trial, " + why);
        } else if (now.calls() == trials) {
            circuit.move(this, new Closed(circuit), "all " + trials + " trials have ended, and enough of them well");
        }
    }

    @Override
    void notCounted() {
        left.incrementAndGet();
    }
}
