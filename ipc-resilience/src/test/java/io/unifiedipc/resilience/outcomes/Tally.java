package io.unifiedipc.resilience.outcomes;

import io.unifiedipc.Executed;
import java.util.EnumMap;
import java.util.Map;

/** How many calls ended how, before their outcomes were asked for and after. */
final class Tally {
    private final Map<Executed, Long> sent = new EnumMap<>(Executed.class);
    private final Map<Executed, Long> known = new EnumMap<>(Executed.class);

    void sent(Executed executed) {
        sent.merge(executed, 1L, Long::sum);
    }

    void known(Executed executed) {
        known.merge(executed, 1L, Long::sum);
    }

    long before(Executed executed) {
        return sent.getOrDefault(executed, 0L);
    }

    long after(Executed executed) {
        return known.getOrDefault(executed, 0L);
    }

    @Override
    public String toString() {
        return "before the outcome query " + sent + ", after it " + known;
    }
}
