package io.unifiedipc.runtime;

import io.unifiedipc.Condition;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.spi.Option;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What transports say is wrong with channels, until they say otherwise. A change is one line of the log. */
final class Conditions {
    /** The state of what has no problem. */
    private static final String WELL = "well";

    private static final String WHAT = "condition";
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.conditions");

    private final Clock clock;
    private final Observer observer;
    private final Map<Part, Condition> wrong = new ConcurrentHashMap<>();

    private record Part(String channel, String name) {}

    Conditions(Clock clock, Observer observer) {
        this.clock = clock;
        this.observer = observer;
    }

    /** One change at a time, so that observers hear of them in order. */
    synchronized void tell(String channel, String name, @Nullable IpcException problem) {
        Part part = new Part(channel, name);
        Condition before = wrong.get(part);
        if (problem == null) {
            if (before != null) {
                wrong.remove(part);
                LOG.info("'{}' is well again: {}", channel, name);
                observer.changed(channel, WHAT, name, state(before), WELL);
            }
            return;
        }
        Condition now = new Condition(
                channel,
                name,
                problem.kind(),
                String.valueOf(problem.getMessage()),
                before == null ? clock.now() : before.since());
        if (now.equals(before)) {
            return;
        }
        wrong.put(part, now);
        if (before == null || before.kind() != now.kind()) {
            LOG.warn("'{}' is not well: {}: {}", channel, name, now.problem());
            observer.changed(channel, WHAT, name, before == null ? WELL : state(before), state(now));
        }
    }

    private static String state(Condition of) {
        return Option.word(of.kind());
    }

    List<Condition> list() {
        return wrong.values().stream()
                .sorted(Comparator.comparing(Condition::channel).thenComparing(Condition::part))
                .toList();
    }
}
