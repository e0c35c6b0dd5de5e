package io.unifiedipc.samples.checkout.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.kafka.broker.KafkaBroker;
import io.unifiedipc.samples.checkout.contracts.CannotDo;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's words, to services that run in a process of their own. */
class AdminCommandTest {
    @TempDir
    Path folder;

    @Test
    void whatIsParkedIsKeptReplayedAndDropped() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start();
                Served services = new Served(folder, "kafka", "--broker", broker.address());
                KafkaProducer<String, String> stranger = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.address()),
                        new StringSerializer(),
                        new StringSerializer())) {
            stranger.send(note("{")).get(30, TimeUnit.SECONDS);
            services.await("looked at: 1; they stay parked", "keep", "orders");

            services.ask("pause", "orders");
            stranger.send(note("[")).get(30, TimeUnit.SECONDS);
            services.await("(?m)^  orders +1 +0   paused$", "depth");
            services.ask("resume", "orders");
            services.await("looked at: 2; they stay parked", "keep", "orders");
            services.await("(?m)^  orders +0 +0$", "depth");

            assertThat(services.ask("replay", "orders", "1")).contains("AddNote", "looked at: 1; they are sent again");
            services.await("looked at: 2; they stay parked", "keep", "orders");
            assertThat(services.ask("drop", "orders")).contains("looked at: 2; they are gone");
            assertThat(services.ask("keep", "orders")).contains("looked at: 0");
        }
    }

    @Test
    void whereNothingIsParkedThatIsSaid() throws Exception {
        try (Served services = new Served(folder, "http")) {
            assertThat(services.ask("pause", "quotes/north"))
                    .containsPattern("(?m)^  quotes/north +unknown +0   paused$");
            assertThat(services.ask("depth")).containsPattern("(?m)^  quotes/north +unknown +0   paused$");
            assertThatThrownBy(() -> services.ask("keep", "orders"))
                    .isInstanceOf(CannotDo.class)
                    .hasMessageContaining("no transport that parks");
        }
        assertThatThrownBy(() -> Served.ask(folder, "depth"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--serve");
    }

    /** A command that no handler can read. */
    private static ProducerRecord<String, String> note(String body) {
        ProducerRecord<String, String> record = new ProducerRecord<>("orders", "C-1", body);
        Map.of("ce_specversion", "1.0", "ce_id", "id" + body, "ce_source", "/stranger", "ce_type", "AddNote")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        record.headers().add("content-type", "application/json".getBytes(UTF_8));
        return record;
    }
}
