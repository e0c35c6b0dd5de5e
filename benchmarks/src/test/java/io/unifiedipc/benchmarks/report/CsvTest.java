package io.unifiedipc.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.benchmarks.Goal;
import io.unifiedipc.benchmarks.Goal.Metric;
import io.unifiedipc.benchmarks.result.Results;
import io.unifiedipc.benchmarks.result.RowResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvTest {
    private static final String HEADER = "group,row,metric,ours,reference,ratio,goal,met";

    private static RowResult result(Goal goal) {
        return Results.of("blocking, one caller", goal, new long[] {900}, new long[] {1000}, new long[] {450});
    }

    @Test
    void lineForEachMetricOfReferenceAndPeers() {
        List<String> lines = Csv.lines("http", List.of(result(Goal.ratio(Metric.RATE, 0.95, "peer"))));
        assertThat(lines)
                .containsExactly(
                        "http,\"blocking, one caller\",rate,900,1000,0.9,,",
                        "http,\"blocking, one caller\",time,1111110,1000000,1.11111,,",
                        "http,\"blocking, one caller\",cpu,555556,500000,1.11111,,",
                        "http,\"blocking, one caller\",bytes,100,100,1,,",
                        "http,\"blocking, one caller\",p50,1111110,1000000,1.11111,,",
                        "http,\"blocking, one caller\",p99,4444440,4000000,1.11111,,",
                        "http,\"blocking, one caller / peer\",rate,900,450,2,>=0.95,yes",
                        "http,\"blocking, one caller / peer\",time,1111110,2222220,0.5,,",
                        "http,\"blocking, one caller / peer\",cpu,555556,1111110,0.5,,",
                        "http,\"blocking, one caller / peer\",bytes,100,100,1,,",
                        "http,\"blocking, one caller / peer\",p50,1111110,2222220,0.5,,",
                        "http,\"blocking, one caller / peer\",p99,4444440,8888890,0.5,,");
    }

    @Test
    void goalsOfEachKind() {
        String raw = Results.row("").reference().name();
        assertThat(Csv.lines("g", List.of(result(Goal.absolute(Metric.BYTES, 48)))))
                .anyMatch(line -> line.endsWith(",bytes,100,100,1,<=48 B,no"));
        assertThat(Csv.lines("g", List.of(result(Goal.difference(Metric.BYTES, 48, raw)))))
                .anyMatch(line -> line.endsWith(",bytes,100,100,1,<=+48 B,yes"));
    }

    @Test
    void fieldsAreQuotedWhereTheyHaveTo() {
        assertThat(Csv.quoted("plain")).isEqualTo("plain");
        assertThat(Csv.quoted("a,b")).isEqualTo("\"a,b\"");
        assertThat(Csv.quoted("the \"best\"")).isEqualTo("\"the \"\"best\"\"\"");
    }

    @Test
    void otherGroupsStayInTheirOrder() {
        List<String> order = List.of("http", "memory", "scale");
        String before = HEADER + "\nscale,a,rate,1,2,3,,\nmemory,old,rate,1,2,3,,\n";
        String after = Csv.merge(before, order, Map.of("memory", List.of(result(Goal.absolute(Metric.RATE, 1)))));
        assertThat(after).startsWith(HEADER + "\nmemory,\"blocking").endsWith("\nscale,a,rate,1,2,3,,\n");
        assertThat(after).doesNotContain("old");
        assertThat(Csv.merge("", order, Map.of())).isEqualTo(HEADER + "\n");
    }

    @Test
    void rowThatFailedHasNoLine() {
        assertThat(Csv.lines("http", List.of(RowResult.failed(Results.row("dead"), "it died"))))
                .isEmpty();
    }
}
