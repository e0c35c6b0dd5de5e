package io.unifiedipc.runtime;

import io.unifiedipc.spi.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In which order decorators stand, and in which they may: the one place that says it. */
final class StackOrder {
    private static final String FALLBACK = "fallback";
    private static final String GROUPS = FanOut.NAME;
    private static final String RETRY = "retry";
    private static final String ENDPOINT = Endpoints.NAME;
    private static final String BREAKER = "circuit-breaker";
    private static final String OUTSTANDING = OutstandingLimit.NAME;
    private static final String ATTEMPT = "attempt-timeout";

    /** Where nothing else is written, outermost first; an application's own decorators stand outside of these. */
    static final List<String> DEFAULT = List.of(FALLBACK, GROUPS, RETRY, ENDPOINT, BREAKER, OUTSTANDING, ATTEMPT);

    /** Of two that a channel has, one stands outside the other. */
    private record Pair(String outer, List<String> inner, String why) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(
                    FALLBACK,
                    List.of(GROUPS, RETRY, ENDPOINT, BREAKER, OUTSTANDING, ATTEMPT),
                    "it stands in for a failure, which is known only when all others have given up"),
            new Pair(
                    GROUPS,
                    List.of(RETRY, ENDPOINT, BREAKER, OUTSTANDING, ATTEMPT),
                    "each group is called, judged and tried again by itself"),
            new Pair(RETRY, List.of(ENDPOINT), "another attempt may go to another endpoint"),
            new Pair(RETRY, List.of(BREAKER), "each attempt is judged"),
            new Pair(RETRY, List.of(OUTSTANDING), "each attempt takes a permit, and none is held between attempts"),
            new Pair(RETRY, List.of(ATTEMPT), "each attempt has its own time"),
            new Pair(ENDPOINT, List.of(BREAKER), "each endpoint has a breaker of its own"),
            new Pair(ENDPOINT, List.of(OUTSTANDING), "it is chosen before anything is held"),
            new Pair(BREAKER, List.of(ATTEMPT), "an attempt that ran out of time is judged too"),
            new Pair(OUTSTANDING, List.of(ATTEMPT), "waiting for a permit takes nothing of an attempt's time"));

    private StackOrder() {}

    /** Outermost first, by an order as written or else by the default; who is in neither stands outside. */
    static Comparator<String> by(@Nullable List<String> written) {
        return Comparator.comparingInt((written == null ? DEFAULT : written)::indexOf);
    }

    /**
     * All that is wrong with an order.
     *
     * @param known the decorators that there are
     * @param needed those that the channel has; others may be in the order too, for another transport brings them
     */
    static List<String> wrong(List<String> written, Collection<String> known, Collection<String> needed) {
        List<String> problems = new ArrayList<>();
        Set<String> different = new LinkedHashSet<>(written);
        if (different.size() < written.size()) {
            problems.add("names a decorator twice: each stands in one place");
        }
        for (String each : different) {
            if (!known.contains(each)) {
                problems.add("'" + each + "' is no decorator here"
                        + (DEFAULT.contains(each) ? ": add ipc-resilience" : Nearest.hint(each, known)));
            }
        }
        different.retainAll(known);
        List<String> order = List.copyOf(different);
        problems.addAll(missing(order, needed));
        problems.addAll(crossed(order));
        if (!problems.isEmpty()) {
            int last = problems.size() - 1;
            problems.set(last, problems.get(last) + "; legal is [" + String.join(", ", legal(order, needed)) + "]");
        }
        return problems;
    }

    private static List<String> missing(List<String> order, Collection<String> needed) {
        return needed.stream()
                .filter(name -> !order.contains(name))
                .map(name -> "leaves out " + name + ", which the channel has")
                .toList();
    }

    private static List<String> crossed(List<String> order) {
        List<String> problems = new ArrayList<>();
        for (Pair pair : PAIRS) {
            int outer = order.indexOf(pair.outer());
            for (String each : pair.inner()) {
                int inner = order.indexOf(each);
                if (inner >= 0 && inner < outer) {
                    problems.add(pair.outer() + " must stand outside " + each + ": " + pair.why());
                }
            }
        }
        return problems;
    }

    /** The nearest order that is good: ours as by default, in the places that ours had; the application's own stay. */
    private static List<String> legal(List<String> order, Collection<String> needed) {
        Set<String> all = new LinkedHashSet<>(order);
        all.addAll(needed);
        Iterator<String> ours = DEFAULT.stream().filter(all::contains).iterator();
        return all.stream()
                .map(each -> DEFAULT.contains(each) ? ours.next() : each)
                .toList();
    }
}
