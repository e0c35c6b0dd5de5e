package io.unifiedipc.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.benchmarks.Goal;
import io.unifiedipc.benchmarks.Goal.Metric;
import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.Row;
import io.unifiedipc.benchmarks.result.Figures;
import io.unifiedipc.benchmarks.result.Results;
import io.unifiedipc.benchmarks.result.RowResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ChartTest {
    private static final Goal GOAL = Goal.absolute(Metric.RATE, 1);

    @Test
    void barsAreAsLongAsTheirRatios() throws Exception {
        RowResult result = Results.of("a & b", GOAL, new long[] {500}, new long[] {1000}, new long[] {2000});
        Document chart = parse(BarChart.of(group(result), List.of(result)));
        List<Double> widths = numbers(chart, "rect", "width").subList(1, 4);
        assertThat(widths.get(1)).isEqualTo(2 * widths.get(0));
        assertThat(widths.get(2)).isEqualTo(4 * widths.get(0));
        assertThat(texts(chart)).contains("a & b", "raw, \"bare\" & <plain>", "0.50", "2.00");
    }

    @Test
    void failedRowsAreLeftOut() throws Exception {
        RowResult failed = RowResult.failed(Results.row("dead"), "it died");
        Document chart = parse(BarChart.of(group(failed), List.of(failed)));
        assertThat(texts(chart)).doesNotContain("dead");
        assertThat(parse(LineChart.of(group(failed), List.of(failed)))).isNotNull();
    }

    @Test
    void costsAreDrawnOverSizes() throws Exception {
        Figures largest = Results.figures("1,000 outstanding", 500_000);
        Figures least = Results.figures("1 outstanding", 1_000_000);
        Figures middle = Results.figures("10 outstanding", 800_000);
        Row row = new Row(
                "calls < outstanding",
                Results.contender(largest.name()),
                Results.contender(least.name()),
                List.of(Results.contender(middle.name())),
                List.of());
        RowResult curve = RowResult.of(row, List.of(largest, least, middle), List.of());
        assertThat(Sizes.in(List.of(curve))).isTrue();
        assertThat(Sizes.in(List.of(curve, Results.of("row", GOAL, new long[] {1}, new long[] {1}, new long[] {1}))))
                .isFalse();
        Document chart = parse(LineChart.of(group(curve), List.of(curve)));
        assertThat(texts(chart))
                .contains("calls < outstanding: time per call", "calls < outstanding: bytes per call")
                .contains("1", "10", "100", "1 k", "1.00 µs");
        NodeList lines = chart.getElementsByTagName("polyline");
        assertThat(lines.getLength()).isEqualTo(2);
        String points = lines.item(0).getAttributes().getNamedItem("points").getNodeValue();
        assertThat(points.split(" ", -1)).as("from left to right").hasSize(3).isSorted();
    }

    @Test
    void scaleEndsAtPowersOfTen() {
        LogScale scale = LogScale.of(List.of(3.0, 450.0, 0.0));
        assertThat(scale).isEqualTo(new LogScale(1, 1000));
        assertThat(scale.ticks()).containsExactly(1.0, 10.0, 100.0, 1000.0);
        assertThat(scale.place(10)).isCloseTo(1 / 3.0, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(scale.place(0)).isZero();
        assertThat(LogScale.of(List.of()).ticks()).hasSize(2);
        assertThat(LogScale.of(List.of(10.0)).ticks()).hasSize(2);
    }

    private static Group group(RowResult result) {
        return new Group("test", "What?", List.of(result.row()));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document chart) {
        NodeList all = chart.getElementsByTagName("text");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> all.item(i).getTextContent())
                .toList();
    }

    private static List<Double> numbers(Document chart, String element, String attribute) {
        NodeList all = chart.getElementsByTagName(element);
        return IntStream.range(0, all.getLength())
                .mapToObj(
                        i -> all.item(i).getAttributes().getNamedItem(attribute).getNodeValue())
                .map(value -> value.endsWith("%") ? 0.0 : Double.valueOf(value))
                .toList();
    }
}
