package io.unifiedipc.benchmarks.result;

import io.unifiedipc.benchmarks.Goal;
import io.unifiedipc.benchmarks.Goal.Kind;
import io.unifiedipc.benchmarks.Goal.Metric;

/**
 * Whether a goal is met. A rate or a time beside another contender's meets its goal when the 95% interval over the rounds reaches
 * the bound, since the machine disturbs it; CPU, bytes and figures of ours alone meet theirs by their median.
 *
 * @param goal which
 * @param seen what the bound is compared with
 * @param met whether
 */
public record Verdict(Goal goal, Interval seen, boolean met) {
    static Verdict of(Goal goal, RowResult result) {
        Figures other = goal.kind() == Kind.ABSOLUTE ? result.reference() : result.named(goal.against());
        Interval seen = result.ours().beside(other, goal.metric(), goal.kind());
        return new Verdict(goal, seen, met(goal, seen));
    }

    private static boolean met(Goal goal, Interval seen) {
        boolean up = goal.metric().up();
        double best = byInterval(goal) ? (up ? seen.high() : seen.low()) : seen.median();
        return up ? best >= goal.bound() : best <= goal.bound();
    }

    /** Whether the interval has the say, and not the median. */
    static boolean byInterval(Goal goal) {
        return goal.kind() != Kind.ABSOLUTE && (goal.metric() == Metric.RATE || goal.metric() == Metric.TIME);
    }
}
