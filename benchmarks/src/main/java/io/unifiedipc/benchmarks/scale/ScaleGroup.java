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
import java.util.stream.Stream;

/**
 * Cost against size, in memory. Each row is a point of a curve, with its size at the end of its name; the reference is the same at
 * a usual size, or what has to be done by hand.
 */
public final class ScaleGroup {
    private static final String OURS = "Unified IPC";
    private static final int MOST_OUTSTANDING = 100_000;
    private static final int USUAL_OUTSTANDING = 100;

    private ScaleGroup() {}

    public static Group group() {
        return new Group(
                "scale",
                "What does a call cost when there are many of them, many channels, large payloads, many headers?",
                Stream.of(outstanding(), channels(), payloads(), headers())
                        .flatMap(each -> each)
                        .toList());
    }

    private static Stream<Row> outstanding() {
        Contender usual = alone("Unified IPC, 100 outstanding", () -> ManyCalls.open(USUAL_OUTSTANDING));
        return IntStream.of(1, 10, 100, 1_000, 10_000, MOST_OUTSTANDING)
                .mapToObj(size -> row(
                        "outstanding",
                        size,
                        ManyCalls::open,
                        usual,
                        size == MOST_OUTSTANDING ? List.of(ratio(TIME, 1.5, usual.name())) : List.of()));
    }

    private static Stream<Row> channels() {
        Contender one = alone("Unified IPC, one channel", () -> Sizes.channels(1));
        return IntStream.of(1, 10, 100, 1_000).mapToObj(size -> row("channels", size, Sizes::channels, one, List.of()));
    }

    private static Stream<Row> headers() {
        Contender one = alone("Unified IPC, one header", () -> Sizes.headers(1));
        return IntStream.of(1, 4, 16, 64).mapToObj(size -> row("headers", size, Sizes::headers, one, List.of()));
    }

    /** Text in JSON, which is written and read once; beside doing just that, and beside bytes that need neither. */
    private static Stream<Row> payloads() {
        return IntStream.of(100, 10_000, 1_000_000, 10_000_000)
                .mapToObj(size -> new Row(
                        String.format(Locale.ROOT, "payload %,d B", size),
                        alone(OURS, () -> Sizes.json(size)),
                        alone("Jackson by hand", () -> Sizes.jackson(size)),
                        List.of(alone("Unified IPC, bytes", () -> Sizes.bytes(size))),
                        List.of()));
    }

    private static Row row(
            String series, int size, IntFunction<Subject> subject, Contender reference, List<Goal> goals) {
        return new Row(
                String.format(Locale.ROOT, "%s %,d", series, size),
                alone(OURS, () -> subject.apply(size)),
                reference,
                List.of(),
                goals);
    }
}
