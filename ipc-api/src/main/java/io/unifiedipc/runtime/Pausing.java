package io.unifiedipc.runtime;

import io.unifiedipc.config.ChannelOptions;
import io.unifiedipc.config.ChannelSettings;
import io.unifiedipc.spi.Observer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which channels take nothing in, since what their handlers need is out of reach: the circuit breaker of a channel that
 * they name is open, for each of the places that it calls.
 */
final class Pausing implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.receiving");
    private static final String OPEN = "open";

    /** What is known of a channel that others need. Guarded by this. */
    private static final class Needed {
        final List<String> by = new ArrayList<>();
        final Set<String> open = new HashSet<>();
        Supplier<Collection<String>> places = Set::of;
        boolean away;
    }

    private final Map<String, Needed> needed = new HashMap<>();
    private final Map<String, Receiving> receiving = new HashMap<>();

    Pausing(Collection<ChannelSettings> channels) {
        channels.forEach(channel -> channel.pauseWhileOpen()
                .forEach(name ->
                        needed.computeIfAbsent(name, n -> new Needed()).by.add(channel.name())));
    }

    /** A channel was opened; its calls go to these places. */
    synchronized void opened(String channel, Supplier<Collection<String>> places, Receiving its) {
        Needed of = needed.get(channel);
        if (of != null) {
            of.places = places;
        }
        receiving.put(channel, its);
    }

    /** Whether a channel is to take nothing in. */
    synchronized boolean holds(String channel) {
        return needed.values().stream().anyMatch(each -> each.away && each.by.contains(channel));
    }

    /** Whether any channel pauses at all. */
    boolean isAsked() {
        return !needed.isEmpty();
    }

    /** News of one place come in order. */
    @Override
    public void changed(String channel, String what, String place, String from, String to) {
        if (what.equals(ChannelOptions.CIRCUIT_BREAKER)) {
            followers(channel, place, to.equals(OPEN)).forEach(Receiving::update);
        }
    }

    private synchronized List<Receiving> followers(String channel, String place, boolean open) {
        Needed of = needed.get(channel);
        if (of == null) {
            return List.of();
        }
        if (open) {
            of.open.add(place);
        } else {
            of.open.remove(place);
        }
        boolean away = of.open.containsAll(of.places.get()) && !of.open.isEmpty();
        if (away == of.away) {
            return List.of();
        }
        of.away = away;
        LOG.info(
                away
                        ? "{} take nothing in: the circuit breaker of '{}', which their handlers need, is open"
                        : "{} go on: the circuit breaker of '{}', which their handlers need, is open no more",
                of.by,
                channel);
        return of.by.stream().filter(receiving::containsKey).map(receiving::get).toList();
    }
}
