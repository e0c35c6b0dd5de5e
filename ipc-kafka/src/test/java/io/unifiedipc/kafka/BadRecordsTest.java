package io.unifiedipc.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Parked;
import io.unifiedipc.Received;
import io.unifiedipc.Subscription;
import io.unifiedipc.kafka.broker.KafkaBroker;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.testing.kit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that nobody of us would write: each is handled, or parked with a reason, or counted, and the next is handled, too. */
class BadRecordsTest {
    record Order(String name) {}

    private static final int MIB = 1 << 20;
    private static KafkaBroker broker;
    private static KafkaProducer<byte[], byte[]> stranger;

    private final Map<String, Received<Order>> handled = new ConcurrentHashMap<>();
    private final Map<String, Integer> counted = new ConcurrentHashMap<>();
    private String mark;

    @BeforeAll
    static void startBroker() {
        broker = KafkaBroker.start();
        stranger = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address(), "max.request.size", 4 * MIB),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stopBroker() {
        stranger.close();
        broker.close();
    }

    @BeforeEach
    void createTopics() throws Exception {
        mark = "t" + System.nanoTime();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(
                            new NewTopic(mark + ".orders", 1, (short) 1)
                                    .configs(Map.of("max.message.bytes", String.valueOf(4 * MIB))),
                            new NewTopic(mark + ".answers", 1, (short) 1),
                            new NewTopic(mark + ".theirs", 2, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void forget() {
        handled.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "queue"})
    void eachIsHandledOrParkedWithAReason(String mode) throws Exception {
        try (Ipc ipc = ipc(mode)) {
            Subscription orders = receive(ipc);
            List<String> fine = new ArrayList<>();
            fine.add(put("no headers", null));
            fine.add(put(
                    "attributes", null, "ce_specversion", "9", "ce_time", "yesterday", "ce_id", "", "ce_source", " "));
            fine.add(put("clock", null, "ce_type", "Order", "ce_time", "2020-01-01T00:00:00Z"));
            fine.add(put("many", null, many(300)));
            fine.add(put("bytes", new byte[] {0, 0, 0, 7}));
            fine.add(put("not utf8", new byte[] {-1, -2}));
            write("number", "k".getBytes(UTF_8), json("number"), "x-number", new byte[] {-1, 0});
            fine.add("number");
            fine.add(put("left out", null, "no token", "v", "", "v"));

            Map<String, String> bad = new HashMap<>();
            bad.put("type", "UNSUPPORTED");
            put("type", null, "ce_type", "Nonsense");
            bad.put("version", "INVALID");
            put("version", null, "ipc-version", "one");
            bad.put("expired", "INVALID");
            put("expired", null, "ce_expirytime", "never");
            bad.put("content", "application/x-nonsense");
            put("content", null, "content-type", "application/x-nonsense");
            bad.put("event", "the event is no JSON");
            write("event", null, "{".getBytes(UTF_8), "content-type", "application/cloudevents+json");
            bad.put("tombstone", "not what its content type says");
            write("tombstone", "k".getBytes(UTF_8), null);
            bad.put("large", "1048577 bytes");
            write("large", null, new byte[MIB + 1]);
            fine.add(put("last", null));

            Await.until(
                    "all are done: " + handled.keySet() + counted,
                    () -> handled.size() == fine.size() && counted.getOrDefault(Context.PARKED, 0) == bad.size());
            assertThat(handled.keySet()).containsExactlyInAnyOrderElementsOf(fine);
            assertThat(handled.get("bytes").key()).isEqualTo(":AAAABw==:");
            assertThat(handled.get("not utf8").key()).isEqualTo("://4=:");
            assertThat(handled.get("no headers").key()).isNull();
            assertThat(handled.get("number").headers().get("x-number")).isEqualTo(":/wA=:");
            assertThat(handled.get("many").headers().get("h299")).isEqualTo("v");
            assertThat(counted.get(KafkaTransportProvider.DROPPED_HEADER)).isEqualTo(2);

            Map<String, String> reasons = new HashMap<>();
            orders.drainParked(100, parked -> {
                        reasons.put(parked.headers().get("name"), parked.reason());
                        assertThat(parked.attempts()).isLessThan(2);
                        return Parked.Verdict.KEEP;
                    })
                    .get(30, TimeUnit.SECONDS);
            assertThat(reasons).containsOnlyKeys(bad.keySet());
            bad.forEach((name, reason) -> assertThat(reasons.get(name)).as(name).containsIgnoringCase(reason));
            for (ConsumerRecord<byte[], byte[]> each : all(mark + ".orders.parked")) {
                switch (new String(each.headers().lastHeader("name").value(), UTF_8)) {
                    case "tombstone" -> assertThat(each.value()).isNull();
                    case "event" -> assertThat(each.value()).isEqualTo("{".getBytes(UTF_8));
                    default -> assertThat(each.value()).isNotEmpty();
                }
            }
        }
    }

    /** Whoever asks for its reply where there is nothing gets none, and stands in nobody's way. */
    @Test
    void aReplyThatCanGoNowhereIsCounted() throws Exception {
        try (Ipc ipc = ipc("log")) {
            receive(ipc);
            byte[] correlation = {1, 2, 3};
            write("a", null, json("a"), "kafka_replyTopic", mark + ".theirs", "kafka_replyPartition", new byte[] {
                0, 0, 0, 99
            });
            write("b", null, json("b"), "kafka_replyTopic", mark + ".nowhere");
            write("c", null, json("c"), "kafka_replyTopic", "no topic!");
            write(
                    "d",
                    null,
                    json("d"),
                    "kafka_replyTopic",
                    mark + ".theirs",
                    "kafka_replyPartition",
                    new byte[] {0, 0, 0, 1},
                    "kafka_correlationId",
                    correlation);
            write("e", null, json("e"), "kafka_replyTopic", mark + ".theirs", "kafka_replyPartition", new byte[] {
                -1, -1, -1, -1
            });

            Await.until(
                    "all are handled: " + counted,
                    () -> handled.size() == 5 && counted.getOrDefault(Context.LOST_REPLY, 0) == 3);
            Await.until("two replies", () -> all(mark + ".theirs").size() == 2);
            assertThat(all(mark + ".theirs"))
                    .filteredOn(each -> each.headers().lastHeader("kafka_correlationId") != null)
                    .singleElement()
                    .satisfies(reply -> {
                        assertThat(reply.partition()).isEqualTo(1);
                        assertThat(reply.headers()
                                        .lastHeader("kafka_correlationId")
                                        .value())
                                .isEqualTo(correlation);
                    });
        }
    }

    /** Long before whoever sends loses patience. */
    @Test
    void aMissingTopicIsSaidToBe() {
        try (Ipc ipc =
                Ipc.builder().isolated().yaml("""
                        ipc:
                          service: shop
                          channels:
                            nowhere: {transport: kafka, timeout: 10m}
                          transports:
                            kafka: {bootstrap-servers: ['%s']}
                        """.formatted(broker.address())).build()) {
            CompletableFuture<Void> sent = ipc.channel("nowhere").sendAsync(Command.of(new Order("lost")));
            assertThat(sent)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(IpcException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(Kind.UNROUTABLE);
                        assertThat(failure.executed()).isEqualTo(Executed.NO);
                    });
        }
    }

    /** What nobody has asked for is no answer to anything. */
    @Test
    void repliesForNobodyAreSkippedOrCounted() throws Exception {
        try (Ipc ipc = ipc("log")) {
            receive(ipc);
            Command<Order> command = Command.of(new Order("first")).withTimeout(Duration.ofSeconds(30));
            ipc.channel("orders").call(command, Order.class);
            ConsumerRecord<byte[], byte[]> first = all(mark + ".answers").get(0);
            answer(null, List.of());
            answer(new byte[] {-1}, first.headers());
            answer(first.value(), first.headers());

            Order second = ipc.channel("orders")
                    .call(Command.of(new Order("second")).withTimeout(Duration.ofSeconds(30)), Order.class);
            assertThat(second).isEqualTo(new Order("second"));
            Await.until("late replies: " + counted, () -> ipc.counts().lateReplies() == 2);
            assertThat(ipc.counts().pendingReplies()).isZero();
        }
    }

    /** Who answers may write one event of CloudEvents' JSON; what it makes of that is an answer in any case, so the work has run. */
    @Test
    void repliesInStructuredModeAreRead() throws Exception {
        try (Ipc ipc = ipc("log")) {
            ipc.start();
            CompletableFuture<Document<Order>> first = ask(ipc);
            answerAsAnEvent(1, """
                    {"specversion": "1.0", "id": "1", "source": "/them", "type": "Order", "data": {"name": "theirs"}}""");
            assertThat(first.get(30, TimeUnit.SECONDS).payload()).isEqualTo(new Order("theirs"));

            CompletableFuture<Document<Order>> second = ask(ipc);
            answerAsAnEvent(2, "{");
            assertThat(second)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(IpcException.class, failure -> {
                        assertThat(failure.executed()).isEqualTo(Executed.YES);
                        assertThat(failure).hasMessageContaining("no JSON");
                    });
        }
    }

    // ---- their side

    private static byte[] json(String name) {
        return ("{\"name\":\"" + name + "\"}").getBytes(UTF_8);
    }

    private static Object[] many(int headers) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < headers; i++) {
            all.addAll(List.of("H" + i, "v"));
        }
        return all.toArray();
    }

    private String put(String name, byte[] key, Object... headers) throws Exception {
        write(name, key, json(name), headers);
        return name;
    }

    private void write(String name, byte[] key, byte[] value, Object... headers) throws Exception {
        var record = new ProducerRecord<>(mark + ".orders", key, value);
        record.headers().add("name", name.getBytes(UTF_8));
        for (int i = 0; i < headers.length; i += 2) {
            record.headers()
                    .add(
                            (String) headers[i],
                            headers[i + 1] instanceof byte[] bytes ? bytes : ((String) headers[i + 1]).getBytes(UTF_8));
        }
        stranger.send(record).get(30, TimeUnit.SECONDS);
    }

    private void answer(byte[] value, Iterable<Header> headers) throws Exception {
        stranger.send(new ProducerRecord<byte[], byte[]>(mark + ".answers", 0, null, value, headers))
                .get(30, TimeUnit.SECONDS);
    }

    /** Answers the latest of so many requests. */
    private void answerAsAnEvent(int requests, String event) throws Exception {
        Await.until("a request", () -> all(mark + ".orders").size() == requests);
        Header whose = all(mark + ".orders").get(requests - 1).headers().lastHeader("kafka_correlationId");
        Header type = new RecordHeader("content-type", "application/cloudevents+json".getBytes(UTF_8));
        answer(event.getBytes(UTF_8), List.of(type, whose));
    }

    private static List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> reader.position(each) < ends.get(each))) {
                reader.poll(Duration.ofMillis(100)).forEach(read::add);
            }
            return read;
        }
    }

    // ---- our side

    private Subscription receive(Ipc ipc) throws Exception {
        Subscription orders = ipc.channel("orders").handle(Order.class, order -> {
            handled.put(order.payload().name(), order);
            return order.payload();
        });
        ipc.start();
        ipc.ready().get(60, TimeUnit.SECONDS);
        return orders;
    }

    private static CompletableFuture<Document<Order>> ask(Ipc ipc) {
        Command<Order> command = Command.of(new Order("ours")).withTimeout(Duration.ofSeconds(30));
        return ipc.channel("orders").callAsync(command, Order.class);
    }

    private Ipc ipc(String mode) {
        return Ipc.builder()
                .isolated()
                .add(new Observer() {
                    @Override
                    public void counted(String what, String channel) {
                        counted.merge(what, 1, Integer::sum);
                    }
                })
                .yaml("""
                        ipc:
                          service: shop
                          channels:
                            orders: {transport: kafka, kafka: {mode: %s, topic: %s.orders, reply-topic: %s.answers}}
                          transports:
                            kafka: {bootstrap-servers: ['%s'], create: true}
                        """.formatted(mode, mark, mark, broker.address()))
                .build();
    }
}
