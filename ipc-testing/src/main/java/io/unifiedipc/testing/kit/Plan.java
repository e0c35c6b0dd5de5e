package io.unifiedipc.testing.kit;

import io.unifiedipc.ChannelKind;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Who receives what in one scenario. Peers are numbered: 0 is the caller, 1 and more are receivers, each an {@code Ipc} or
 * process of its own. A broker needs the mark alone; a transport without one gives each peer an address.
 *
 * @param mark what tells this plan from all others: letters, digits and hyphens
 * @param places its channels
 * @param breakable whether the scenario will have the connections broken; they may lead through something that can do it
 */
public record Plan(String mark, List<Place> places, boolean breakable) {
    /** The channel of commands. */
    public static final String ORDERS = "orders";
    /** The channel of commands to the caller: replies that are messages of their own. */
    public static final String REPLIES = "replies";
    /** The channel of events. */
    public static final String NEWS = "news";

    public Plan {
        places = List.copyOf(places);
    }

    /**
     * A channel.
     *
     * @param channel its name in the configuration
     * @param kind what goes through it
     * @param groups for each group the peers that receive; for commands one group, called ""
     */
    public record Place(String channel, ChannelKind kind, Map<String, List<Integer>> groups) {
        public Place {
            groups = Map.copyOf(groups);
        }
    }

    /** A plan with so many receivers of commands: all of them in the group {@code billing}, the first in {@code audit}. */
    static Plan of(String mark, int receivers, boolean breakable) {
        List<Integer> all = IntStream.rangeClosed(1, receivers).boxed().toList();
        return new Plan(
                mark,
                List.of(
                        new Place(ORDERS, ChannelKind.COMMANDS, Map.of("", all)),
                        new Place(REPLIES, ChannelKind.COMMANDS, Map.of("", List.of(0))),
                        new Place(NEWS, ChannelKind.EVENTS, Map.of("billing", all, "audit", List.of(1)))),
                breakable);
    }
}
