package io.unifiedipc.resilience.breaker;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Some calls go through on trial. It opens again as soon as enough of them have failed, and closes when all have ended and
 * not enough have. A trial that says nothing, such as one that was cancelled, gives its place to another call. One whose outcome
 * says something counts by that when the next call comes, though its work may go on: a driver that doesn't let go keeps nobody out.
 */
final class HalfOpen extends Counting {
    static final String NAME = "half-open";

    private final AtomicInteger left;
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
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
        if (!takesPlace()) {
            return refuse(call);
        }
        underWay.add(call);
        begun(call);
        return true;
    }

    private boolean takesPlace() {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    /** Unless those on trial have only been left behind. */
    private boolean refuse(Call call) {
        if (countsThoseDone()) {
            return circuit.state().admit(call);
        }
        call.fail(IpcException.of(
                Kind.CIRCUIT_OPEN,
                Executed.NO,
                circuit + " is tried by " + circuit.rules().trials()
                        + " calls, as its circuit breaker is half-open, and gets no others until they have ended"));
        return false;
    }

    /** Answers whether that changed anything. */
    private boolean countsThoseDone() {
        boolean any = false;
        for (Call trial : underWay) {
            if (trial.isDone() && Verdict.of(trial) != Verdict.NONE) {
                count(
                        trial,
                        circuit.clock().nanos() - trial.startedAt()
                                > circuit.rules().slowAfter());
                any = true;
            }
        }
        return any;
    }

    @Override
    boolean isFirst(Call call) {
        return underWay.remove(call);
    }

    @Override
    public boolean admits() {
        return left.get() > 0 || (countsThoseDone() && circuit.state().admits());
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
