package io.unifiedipc.runtime;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Chooses where a call goes among receivers that do the same: each in its turn, without those that are closed to calls. Where
 * all are, it is the next one's turn to refuse.
 */
final class Endpoints implements Decorator {
    static final String NAME = "endpoint";

    private final Link.ToEndpoints link;
    private final List<Decorator.Admitting> gates;
    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

    Endpoints(Link.ToEndpoints link, List<Decorator.Admitting> gates) {
        this.link = link;
        this.gates = List.copyOf(gates);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void around(Call call, Next next) {
        List<String> all = link.endpoints(call.group());
        if (all.size() > 1) {
            call.endpoint(choose(all, turn(call.group())));
        }
        next.proceed(call);
    }

    private String choose(List<String> all, int turn) {
        for (int i = 0; i < all.size(); i++) {
            String each = all.get(Math.floorMod(turn + i, all.size()));
            if (isAdmitted(each)) {
                return each;
            }
        }
        return all.get(Math.floorMod(turn, all.size()));
    }

    private boolean isAdmitted(String endpoint) {
        for (Decorator.Admitting gate : gates) {
            if (!gate.admits(endpoint)) {
                return false;
            }
        }
        return true;
    }

    /** Each group has turns of its own: in step with another it would always meet the same receiver. */
    private int turn(@Nullable String group) {
        String key = group == null ? "" : group;
        AtomicInteger known = turns.get(key);
        return (known != null ? known : turns.computeIfAbsent(key, k -> new AtomicInteger())).getAndIncrement();
    }

    /** Whether there is a choice for any call through this link. */
    static boolean hasChoice(Link link) {
        return link instanceof Link.ToEndpoints several
                && (several.endpoints(null).size() > 1
                        || groups(link).stream()
                                .anyMatch(group -> several.endpoints(group).size() > 1));
    }

    /** Every place that calls through a link go to, as {@link Call#place()} will have it. */
    static List<String> places(Link link, ChannelKind kind) {
        Set<String> groups = kind == ChannelKind.EVENTS ? groups(link) : Set.of();
        if (groups.isEmpty()) {
            return of(link, null);
        }
        List<String> all = new ArrayList<>();
        groups.forEach(group -> all.addAll(of(link, group)));
        return all;
    }

    private static List<String> of(Link link, @Nullable String group) {
        List<String> several = link instanceof Link.ToEndpoints choice ? choice.endpoints(group) : List.of();
        return several.size() > 1 ? several : List.of(group == null ? "" : group);
    }

    private static Set<String> groups(Link link) {
        return link instanceof Link.ToGroups direct ? direct.groups() : Set.of();
    }
}
