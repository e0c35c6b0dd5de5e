package io.unifiedipc.samples.checkout.outage;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What callers saw in one second. */
final class Second {
    private static final String ROW = "  %6s %6s %6s %8s %8s   %-48s %s";

    private final Map<Executed, Map<String, Integer>> failures = new EnumMap<>(Executed.class);
    private final List<String> events = new ArrayList<>();
    private int answered;
    private int retried;
    private long slowest;

    synchronized void answered(long nanos) {
        answered++;
        slowest = Math.max(slowest, nanos);
    }

    synchronized void failed(IpcException failure, long nanos) {
        failures.computeIfAbsent(failure.executed(), e -> new TreeMap<>())
                .merge(failure.kind().name(), 1, Integer::sum);
        slowest = Math.max(slowest, nanos);
    }

    synchronized void retried() {
        retried++;
    }

    synchronized void event(String what) {
        events.add(what);
    }

    static String heading() {
        return String.format(
                        Locale.ROOT,
                        ROW,
                        "second",
                        "calls",
                        "ok",
                        "retries",
                        "slowest",
                        "failed, and whether it ran",
                        "")
                .stripTrailing();
    }

    synchronized String row(int number) {
        int failed = failures.values().stream()
                .flatMap(kinds -> kinds.values().stream())
                .mapToInt(n -> n)
                .sum();
        String why = failures.entrySet().stream()
                .flatMap(of -> of.getValue().entrySet().stream()
                        .map(kind -> of.getKey() + " " + kind.getKey() + " " + kind.getValue()))
                .collect(Collectors.joining(", "));
        return String.format(
                        Locale.ROOT,
                        ROW,
                        number,
                        answered + failed,
                        answered,
                        retried,
                        slowest / 1_000_000 + " ms",
                        why,
                        String.join(", ", events))
                .stripTrailing();
    }
}
