package io.unifiedipc.testing.sim;

import io.unifiedipc.memory.Faults;
import io.unifiedipc.spi.Envelope;
import java.util.Locale;

/** Writes down what the broker does with each message, and what goes wrong with it. */
final class TracedFaults implements Faults {
    private final Faults faults;
    private final Trace trace;
    private final Messages messages;

    TracedFaults(Faults faults, Trace trace, Messages messages) {
        this.faults = faults;
        this.trace = trace;
        this.messages = messages;
    }

    @Override
    public Fault at(Step step, String place, Envelope message) {
        Fault fault = faults.at(step, place, message);
        trace.add(
                "", step.name().toLowerCase(Locale.ROOT) + " " + messages.name(message) + " at " + place + fate(fault));
        return fault;
    }

    private static String fate(Fault fault) {
        return (fault.effect() == Effect.NONE ? "" : ", " + fault.effect())
                + (fault.delay() == 0 ? "" : ", arrives after " + Trace.millis(fault.delay()) + " ms");
    }

    @Override
    public int next(String place, int candidates) {
        int next = faults.next(place, candidates);
        if (next > 0) {
            trace.add("", "overtakes " + next + " at " + place);
        }
        return next;
    }
}
