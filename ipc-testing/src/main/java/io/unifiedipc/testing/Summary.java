package io.unifiedipc.testing;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was recorded in one test, counted by what should not depend on the transport.
 *
 * @param counts how often each happened
 */
record Summary(Map<Line, Integer> counts) {
    /** One thing that happened: on which channel, for whom, and how it ended. */
    record Line(String channel, Differs.What what, String group, String operation, String outcome)
            implements Comparable<Line> {
        private static final Comparator<Line> ORDER = Comparator.comparing(Line::channel)
                .thenComparing(Line::what)
                .thenComparing(Line::group)
                .thenComparing(Line::operation)
                .thenComparing(Line::outcome);

        @Override
        public int compareTo(Line other) {
            return ORDER.compare(this, other);
        }
    }

    static Summary of(List<Recorded<?>> all) {
        Map<Line, Integer> counts = new TreeMap<>();
        for (Recorded<?> each : all) {
            if (each.what() == Differs.What.HANDLED && neverRan(each)) {
                continue; // whether the transport or the receiver refuses it makes no difference to anybody
            }
            Line line = new Line(each.channel(), each.what(), each.group(), each.operation(), each.outcome());
            counts.merge(line, 1, Integer::sum);
        }
        return new Summary(counts);
    }

    private static boolean neverRan(Recorded<?> attempt) {
        IpcException failure = attempt.failure();
        return failure != null && failure.executed() == Executed.NO;
    }

    int count(Line line) {
        return counts.getOrDefault(line, 0);
    }
}
