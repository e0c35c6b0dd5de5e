package io.unifiedipc.samples.checkout.desk;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a desk has done: its calls by style, and what became of its lines. */
public final class Report {
    private final Map<Style, Tally> tallies = new EnumMap<>(Style.class);
    private final Map<String, Integer> refused = new TreeMap<>();
    private int placed;
    private int sent;
    private int failed;

    Report() {
        for (Style style : Style.values()) {
            tallies.put(style, new Tally());
        }
    }

    /** The calls of a style. */
    public Tally of(Style style) {
        return Objects.requireNonNull(tallies.get(style));
    }

    <T> CompletableFuture<T> waiting(Style style, Callable<T> call) {
        return of(style).waiting(call);
    }

    <T> CompletableFuture<T> future(Style style, Supplier<CompletableFuture<T>> call) {
        return of(style).future(call);
    }

    /** A line is done. */
    synchronized void line(boolean order, @Nullable Throwable failure) {
        String refusal = failure == null ? null : Tally.refusal(failure);
        if (refusal != null) {
            refused.merge(refusal, 1, Integer::sum);
        } else if (failure != null) {
            failed++;
        } else if (order) {
            placed++;
        } else {
            sent++;
        }
    }

    /** All calls, of any style. */
    public int calls() {
        return tallies.values().stream().mapToInt(Tally::calls).sum();
    }

    /** All calls that failed. */
    public int failures() {
        return tallies.values().stream().mapToInt(Tally::failed).sum();
    }

    /** How many lines the receivers of all these calls write down: each receiver of a message writes one. */
    public int effects() {
        int effects = 0;
        for (Style style : Style.values()) {
            effects += of(style).calls() * style.receivers();
        }
        return effects;
    }

    /** Lines that became an order. */
    public synchronized int placed() {
        return placed;
    }

    /** Lines that are commands without an answer. */
    public synchronized int sent() {
        return sent;
    }

    /** Lines that failed. */
    public synchronized int failed() {
        return failed;
    }

    /** Lines that were refused, by reason. */
    public synchronized Map<String, Integer> refused() {
        return new TreeMap<>(refused);
    }

    /** All lines that are done. */
    public synchronized int lines() {
        return placed
                + sent
                + failed
                + refused.values().stream().mapToInt(n -> n).sum();
    }
}
