package io.unifiedipc.samples.checkout.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.kafka.broker.KafkaBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same program over a real broker. */
class KafkaTest {
    private static final int LINES = 150;

    @TempDir
    Path folder;

    /** Each message of the run is a record, as the table says. */
    @Test
    void everyMessageIsOnItsTopic() throws Exception {
        List<String> input = Sample.input().subList(0, LINES);
        Sample sample = new Sample(folder);
        Run.Result result;
        Map<String, Long> records;
        try (KafkaBroker broker = KafkaBroker.start()) {
            result = sample.run(input, "kafka", "--broker", broker.address(), "--config", config());
            records = Topics.records(broker.address());
        }

        assertThat(result.whole()).as(sample.said()).isTrue();
        assertThat(result.checksum())
                .isEqualTo(Expected.checksum(input))
                .isEqualTo(new Sample(folder).run(input, "memory").checksum());
        String said = sample.said();
        long answered = calls(said, "request/response") + calls(said, "async request/response, by a future");
        long byMessage = calls(said, "async request/response, by a message");
        long gathers = calls(said, "publish/async responses");
        assertThat(records)
                .isEqualTo(Map.of(
                        "orders",
                        answered + byMessage + calls(said, "one-way notification"),
                        "shop.replies",
                        answered + 3 * gathers,
                        "web-replies",
                        byMessage,
                        "order-events",
                        calls(said, "publish/subscribe"),
                        "quotes",
                        gathers));
    }

    @Test
    void callersMoveFromHttpOneByOne() throws Exception {
        List<String> input = Sample.input().subList(0, LINES);
        Sample sample = new Sample(folder);

        Run.Result result = sample.run(input, "kafka", "--receive", "http,kafka", "--config", config());

        assertThat(result.whole()).as(sample.said()).isTrue();
        assertThat(result.checksum()).isEqualTo(Expected.checksum(input));
        assertThat(sample.said()).containsPattern("calls carried, .*: kafka [1-9][0-9]+, http [1-9][0-9]+");
    }

    private String config() throws Exception {
        return Sample.patient(folder).toString();
    }

    /** The calls of a style, as the table has them. */
    private static long calls(String said, String style) {
        Matcher row = Pattern.compile("(?m)^  " + Pattern.quote(style) + " +([0-9,]+) ")
                .matcher(said);
        assertThat(row.find()).as(style).isTrue();
        long calls = Long.parseLong(row.group(1).replace(",", ""));
        assertThat(calls).as(style).isPositive();
        return calls;
    }
}
