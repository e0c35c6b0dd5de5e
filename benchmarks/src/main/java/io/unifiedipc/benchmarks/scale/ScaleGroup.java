package io.unifiedipc.benchmarks.scale;

import static io.unifiedipc.benchmarks.Contender.alone;
import static io.unifiedipc.benchmarks.Goal.Metric.TIME;
import static io.unifiedipc.benchmarks.Goal.ratio;

import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.benchmarks.Goal;
import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.Row;
import io.unifiedipc.benchmarks.Subject;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Cost against size, in memory. A row is a curve: each of its contenders is ours at one size, which stands at the beginning of its
 * name ({@code 10,000 outstanding}). The reference is the size that the largest one is compared with.
 */
public final class ScaleGroup {
    private ScaleGroup() {}

    public static Group group() {
        return new Group(
                "scale",
                "What does a call cost when there are many of them, many channels, large payloads, many headers?",
                List.of(
                        curve(
                                "calls outstanding",
                                "outstanding",
                                new int[] {1, 10, 100, 1_000, 10_000, 100_000},
                                100,
                                ManyCalls::open,
                                List.of(ratio(TIME, 1.5, name(100, "outstanding")))),
                        curve("channels", "channels", new int[] {1, 10, 100, 1_000}, 1, Sizes::channels, List.of()),
                        curve(
                                "payload of bytes",
                                "B",
                                new int[] {100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000},
                                100,
                                Sizes::bytes,
                                List.of()),
                        curve(
                                "payload as JSON",
                                "B",
                                new int[] {100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000},
                                100,
                                Sizes::json,
                                List.of()),
                        curve("headers", "headers", new int[] {1, 4, 16, 64}, 1, Sizes::headers, List.of())));
    }

    private static Row curve(
            String name, String unit, int[] sizes, int reference, IntFunction<Subject> subject, List<Goal> goals) {
        int largest = sizes[sizes.length - 1];
        List<Contender> others = IntStream.of(sizes)
                .filter(size -> size != largest && size != reference)
                .mapToObj(size -> point(size, unit, subject))
                .toList();
        return new Row(name, point(largest, unit, subject), point(reference, unit, subject), others, goals);
    }

    private static Contender point(int size, String unit, IntFunction<Subject> subject) {
        return alone(name(size, unit), () -> subject.apply(size));
    }

    private static String name(int size, String unit) {
        return String.format(Locale.ROOT, "%,d %s", size, unit);
    }
}
