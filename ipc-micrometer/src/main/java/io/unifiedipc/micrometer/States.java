package io.unifiedipc.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** States as numbers, for gauges: of circuit breakers and of receiving. */
final class States {
    private static final List<String> CIRCUIT = List.of("closed", "half-open", "open");

    private final MeterRegistry registry;
    private final Iterable<Tag> common;
    private final Map<Series, State> states = new ConcurrentHashMap<>();

    private static final class State {
        volatile double value;
    }

    States(MeterRegistry registry, Iterable<Tag> common) {
        this.registry = registry;
        this.common = common;
    }

    void changed(String channel, String what, String endpoint, String to) {
        if (what.equals("circuit-breaker")) {
            int number = CIRCUIT.indexOf(to);
            set(Series.of(Meters.CIRCUIT, channel, endpoint), number < 0 ? Double.NaN : number);
        } else if (what.equals("receiving")) {
            set(Series.of(Meters.PAUSED, channel, endpoint), to.equals("on") ? 0 : 1);
        }
    }

    private void set(Series series, double value) {
        states.computeIfAbsent(series, this::register).value = value;
    }

    private State register(Series series) {
        State state = new State();
        Gauge.builder(series.meter().id, state, each -> each.value)
                .description(series.meter().meaning)
                .tags(common)
                .tags(series.tags())
                .strongReference(true)
                .register(registry);
        return state;
    }
}
