package io.unifiedipc.resilience.breaker;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Timers;
import java.time.Duration;

/** All calls are refused, until its time has passed: it is its own entry in the timers, so that this needs no call. */
final class Open extends Timers.Entry implements State {
    static final String NAME = "open";

    private final Circuit circuit;
    private final String why;
    private final long until;

    Open(Circuit circuit, String why) {
        this.circuit = circuit;
        this.why = why;
        until = circuit.clock().in(circuit.rules().openFor());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean admit(Call call) {
        Duration wait = Duration.ofNanos(Math.max(1, until - circuit.clock().nanos()));
        call.fail(IpcException.of(
                        Kind.CIRCUIT_OPEN,
                        Executed.NO,
                        circuit + " is not called, since its circuit breaker is open: " + why
                                + "; it is tried again in " + wait.toMillis() + " ms")
                .retryAfter(wait));
        return false;
    }

    @Override
    public boolean admits() {
        return false;
    }

    @Override
    public void begin() {
        circuit.timers().add(this);
    }

    @Override
    public long due() {
        return until;
    }

    @Override
    public void run() {
        circuit.move(this, new HalfOpen(circuit), "its open-for has passed");
    }
}
