package io.unifiedipc.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.benchmarks.Goal;
import io.unifiedipc.benchmarks.Goal.Metric;
import io.unifiedipc.benchmarks.Group;
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
        List<RowResult> results = List.of(
                sized("outstanding 1", 1_000_000),
                sized("outstanding 1,000", 500_000),
                sized("payload 100 B", 100_000),
                sized("payload 10 MB", 100));
        assertThat(Sizes.in(results)).isTrue();
        Document chart = parse(LineChart.of(group(results.get(0)), results));
        assertThat(texts(chart))
                .contains("outstanding: time per call", "outstanding: bytes per call", "payload: time per call")
                .contains("1,000", "10 MB", "10.0 ms");
        assertThat(chart.getElementsByTagName("polyline").getLength()).isEqualTo(2 * 2 * 3);
    }

    @Test
    void sizesAreReadFromNames() {
        assertThat(size("payload 10 MB")).isEqualTo(new Sizes("payload", 1e7, "10 MB"));
        assertThat(size("headers 64")).isEqualTo(new Sizes("headers", 64, "64"));
        assertThat(Sizes.of(Results.row("64 outstanding"))).isEmpty();
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

    private static Sizes size(String name) {
        return Sizes.of(Results.row(name)).orElseThrow();
    }

    private static RowResult sized(String name, long rate) {
        return Results.of(name, GOAL, new long[] {rate}, new long[] {rate * 2}, new long[] {rate / 2});
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
