package io.unifiedipc.benchmarks.harness;

import io.unifiedipc.benchmarks.Row;
import io.unifiedipc.benchmarks.result.Figures;
import io.unifiedipc.benchmarks.result.RowResult;
import io.unifiedipc.benchmarks.result.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures contenders that are open, one at a time, while the others rest: A B C, C B A, A B C. */
final class Measuring {
    private final Row row;
    private final List<Entrant> entrants;
    private final Pace pace;
    private final Progress progress;

    Measuring(Row row, List<Entrant> entrants, Pace pace, Progress progress) {
        this.row = row;
        this.entrants = entrants;
        this.pace = pace;
        this.progress = progress;
    }

    RowResult run() throws ChildFailure, InterruptedException {
        List<String> notes = warmUp();
        List<List<Sample>> samples = new ArrayList<>();
        entrants.forEach(each -> samples.add(new ArrayList<>()));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < entrants.size(); i++) {
            order.add(i);
        }
        for (int round = 1; round <= pace.rounds(); round++) {
            progress.step("round " + round + " of " + pace.rounds());
            for (int i : order) {
                samples.get(i).add(entrants.get(i).slice(pace.sliceMillis()));
            }
            Collections.reverse(order);
        }
        List<Figures> figures = new ArrayList<>();
        for (int i = 0; i < entrants.size(); i++) {
            figures.add(new Figures(entrants.get(i).name(), List.copyOf(samples.get(i))));
        }
        return RowResult.of(row, figures, notes);
    }

    private List<String> warmUp() throws ChildFailure, InterruptedException {
        List<String> busy = new ArrayList<>();
        for (Entrant each : entrants) {
            progress.step("warming up " + each.name());
            if (!WarmUp.run(each, pace.warmMillis())) {
                busy.add(each.name());
            }
        }
        return busy.isEmpty()
                ? List.of()
                : List.of("compilers were still at work after " + pace.warmMillis() / 1000.0 + " s of warm-up: "
                        + String.join(", ", busy));
    }
}
