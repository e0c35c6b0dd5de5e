package io.unifiedipc.resilience.breaker;

import io.unifiedipc.spi.Call;

/** A state that hears how calls end. It is the hook of each call by itself; only where calls are timed has each its own. */
abstract class Counting implements State, Call.EndHook {
    final Circuit circuit;

    Counting(Circuit circuit) {
        this.circuit = circuit;
    }

    /** A call has begun that counts here. */
    final void begun(Call call) {
        if (circuit.rules().slowRate() == null) {
            call.onEnd(this);
        } else {
            long from = circuit.clock().nanos();
            call.onEnd(ended -> count(
                    ended, circuit.clock().nanos() - from > circuit.rules().slowAfter()));
        }
    }

    @Override
    public final void ended(Call call) {
        count(call, false);
    }

    final void count(Call call, boolean slow) {
        if (!isFirst(call)) {
            return;
        }
        Verdict verdict = Verdict.of(call);
        if (verdict == Verdict.NONE) {
            notCounted();
        } else {
            counted(verdict == Verdict.BAD, slow);
        }
    }

    /** Whether a call has not been counted before. */
    boolean isFirst(Call call) {
        return true;
    }

    abstract void counted(boolean failed, boolean slow);

    /** A call has ended that says nothing. */
    abstract void notCounted();
}
