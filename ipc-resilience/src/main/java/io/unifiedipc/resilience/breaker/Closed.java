package io.unifiedipc.resilience.breaker;

import io.unifiedipc.spi.Call;

/** All calls go through, and are counted. */
final class Closed extends Counting {
    static final String NAME = "closed";

    private final Window window;

    Closed(Circuit circuit) {
        super(circuit);
        window = circuit.rules().newWindow(circuit.clock());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean admit(Call call) {
        begun(call);
        return true;
    }

    @Override
    public boolean admits() {
        return true;
    }

    @Override
    void counted(boolean failed, boolean slow) {
        Tally tally = window.add(failed, slow);
        if (tally != null && tally.calls() >= circuit.rules().minimum()) {
            String why = circuit.rules().against(tally, tally.calls());
            if (why != null) {
                circuit.open(this, why);
            }
        }
    }

    @Override
    void notCounted() {}
}
