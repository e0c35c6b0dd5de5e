package io.unifiedipc.benchmarks.result;

import io.unifiedipc.benchmarks.Goal.Kind;
import io.unifiedipc.benchmarks.Goal.Metric;
import io.unifiedipc.benchmarks.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a row.
 *
 * @param row which
 * @param figures ours, the reference's, the peers', in this order; none where it failed or was not measured
 * @param notes what a reader has to know of them, such as a contender that did not warm up in time
 * @param failure why it failed; null where it did not
 */
public record RowResult(
        Row row,
        List<Figures> figures,
        List<String> notes,
        @Nullable String failure) {
    /** One that went through. */
    public static RowResult of(Row row, List<Figures> figures, List<String> notes) {
        return new RowResult(row, List.copyOf(figures), List.copyOf(notes), null);
    }

    /** One that did not. */
    public static RowResult failed(Row row, String failure) {
        return new RowResult(row, List.of(), List.of(), failure);
    }

    /** One that was only seen to work. */
    public static RowResult works(Row row) {
        return new RowResult(row, List.of(), List.of(), null);
    }

    public boolean failed() {
        return failure != null;
    }

    /** Whether there are figures. */
    public boolean measured() {
        return !figures.isEmpty();
    }

    public Figures ours() {
        return figures.get(0);
    }

    public Figures reference() {
        return figures.get(1);
    }

    public List<Figures> peers() {
        return figures.subList(2, figures.size());
    }

    /** The figures of the contender of this name. */
    public Figures named(String name) {
        return figures.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "row '" + row.name() + "' has no contender '" + name + "'; it has: " + names()));
    }

    private List<String> names() {
        return figures.stream().map(Figures::name).toList();
    }

    /** Whether the rate beside the reference is told with too wide an interval to be relied upon. */
    public boolean noisy() {
        return measured() && ours().beside(reference(), Metric.RATE, Kind.RATIO).noisy();
    }

    /** Of the row's goals, in their order; none where there are no figures. */
    public List<Verdict> verdicts() {
        return measured()
                ? row.goals().stream().map(goal -> Verdict.of(goal, this)).toList()
                : List.of();
    }
}
