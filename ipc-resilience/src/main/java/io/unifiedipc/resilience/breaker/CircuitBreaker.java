package io.unifiedipc.resilience.breaker;

import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Decorator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The breaker of one channel: a circuit for each place that its calls go to. */
final class CircuitBreaker implements Decorator.Admitting {
    static final String NAME = "circuit-breaker";

    private final String channel;
    private final Rules rules;
    private final Context context;
    /** As many as there are places in the configuration. */
    private final Map<String, Circuit> circuits = new ConcurrentHashMap<>();

    CircuitBreaker(String channel, Rules rules, Context context) {
        this.channel = channel;
        this.rules = rules;
        this.context = context;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void around(Call call, Next next) {
        if (circuit(call.place()).state().admit(call)) {
            next.proceed(call);
        }
    }

    @Override
    public boolean admits(String place) {
        return circuit(place).state().admits();
    }

    private Circuit circuit(String place) {
        Circuit known = circuits.get(place);
        return known != null ? known : circuits.computeIfAbsent(place, p -> new Circuit(channel, p, rules, context));
    }
}
