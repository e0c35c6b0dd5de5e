package io.unifiedipc.benchmarks.result;

import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.benchmarks.Goal;
import io.unifiedipc.benchmarks.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Results that were never measured. */
public final class Results {
    private Results() {}

    /** Ours, the reference and a peer, each with so many calls a second in every round. */
    public static RowResult of(String name, Goal goal, long[] ours, long[] reference, long[] peer) {
        return RowResult.of(
                row(name, goal),
                List.of(
                        figures("Unified IPC", ours),
                        figures("raw, \"bare\" & <plain>", reference),
                        figures("peer", peer)),
                List.of());
    }

    public static Row row(String name, Goal... goals) {
        return new Row(
                name,
                contender("Unified IPC"),
                contender("raw, \"bare\" & <plain>"),
                List.of(contender("peer")),
                List.of(goals));
    }

    public static Contender contender(String name) {
        return Contender.alone(name, () -> {
            throw new AssertionError("nothing is to be opened");
        });
    }

    /** Slices of a second; CPU of half of it, and 100 bytes a call. */
    public static Figures figures(String name, long... rates) {
        return new Figures(
                name,
                new ArrayList<>(LongStream.of(rates)
                        .mapToObj(rate -> new Sample(
                                rate,
                                1_000_000_000,
                                500_000_000,
                                100 * rate,
                                1_000_000_000 / rate,
                                4_000_000_000L / rate))
                        .toList()));
    }
}
