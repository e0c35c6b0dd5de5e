package io.unifiedipc.benchmarks.report;

import io.unifiedipc.benchmarks.Goal;
import io.unifiedipc.benchmarks.Goal.Kind;
import io.unifiedipc.benchmarks.result.Interval;
import io.unifiedipc.benchmarks.result.RowResult;
import io.unifiedipc.benchmarks.result.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Goals and notes in words. */
final class Sentences {
    private Sentences() {}

    /** Such as "calls/s 0.97 of OkHttp's (95%: 0.95 to 0.99), at least 0.95 wanted". */
    static String of(Verdict verdict) {
        Goal goal = verdict.goal();
        Interval seen = verdict.seen();
        String what = Units.word(goal.metric()) + " ";
        String range = " (95%: " + value(goal, seen.low()) + " to " + value(goal, seen.high()) + ")";
        return what
                + switch (goal.kind()) {
                    case RATIO -> value(goal, seen.median()) + " of that of " + goal.against() + range;
                    case DIFFERENCE -> value(goal, seen.median()) + " over " + goal.against() + range;
                    case ABSOLUTE -> value(goal, seen.median());
                }
                + ", " + (goal.metric().up() ? "at least " : "at most ") + value(goal, goal.bound()) + " wanted";
    }

    /** "met" or "missed". */
    static String word(Verdict verdict) {
        return verdict.met() ? "met" : "missed";
    }

    /** What to know of a row's figures. */
    static List<String> notes(RowResult result) {
        List<String> notes = new ArrayList<>(result.notes());
        if (result.noisy()) {
            notes.add(0, "noisy: the 95% interval of the rate beside the reference is wider than a fifth of it");
        }
        return notes;
    }

    private static String value(Goal goal, double value) {
        return goal.kind() == Kind.RATIO ? Units.ratio(value) : Units.of(goal.metric(), value);
    }
}
