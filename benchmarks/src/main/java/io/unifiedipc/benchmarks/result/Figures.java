package io.unifiedipc.benchmarks.result;

import io.unifiedipc.benchmarks.Goal.Kind;
import io.unifiedipc.benchmarks.Goal.Metric;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a contender's slices came to.
 *
 * @param name the contender's
 * @param samples one a round, in their order
 */
public record Figures(String name, List<Sample> samples) {
    /** The median over the rounds. */
    public double median(Metric metric) {
        return Statistics.median(
                samples.stream().mapToDouble(sample -> sample.of(metric)).toArray());
    }

    /**
     * These beside another's: round by round, as both of a round ran right after each other and had the same disturbances.
     *
     * @throws IllegalArgumentException where the rounds are not as many
     */
    public Interval beside(Figures other, Metric metric, Kind kind) {
        if (samples.size() != other.samples.size()) {
            throw new IllegalArgumentException(name + " has " + samples.size() + " rounds and " + other.name + " has "
                    + other.samples.size() + ": there are no pairs");
        }
        return Statistics.interval(IntStream.range(0, samples.size())
                .mapToDouble(round -> compare(
                        kind,
                        samples.get(round).of(metric),
                        other.samples.get(round).of(metric)))
                .toArray());
    }

    private static double compare(Kind kind, double ours, double other) {
        return switch (kind) {
            case RATIO -> ours / other;
            case DIFFERENCE -> ours - other;
            case ABSOLUTE -> ours;
        };
    }
}
