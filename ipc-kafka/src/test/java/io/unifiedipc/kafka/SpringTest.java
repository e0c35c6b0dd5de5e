package io.unifiedipc.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.broker.KafkaBroker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.TopicPartitionOffset;
import org.springframework.kafka.support.serializer.JacksonJsonDeserializer;
import org.springframework.kafka.support.serializer.JacksonJsonSerializer;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.util.backoff.FixedBackOff;

/** Spring for Apache Kafka as it is: its template calls our handlers, and its listeners answer our calls. */
class SpringTest {
    record PlaceOrder(String sku) {}

    record Cancel(String sku) {}

    record OrderPlaced(String text) {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static KafkaBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(
                            new NewTopic("orders", 4, (short) 1),
                            new NewTopic("desk", 4, (short) 1),
                            new NewTopic("counter", 4, (short) 1),
                            new NewTopic("spring.replies", 4, (short) 1),
                            new NewTopic("spring.own", 4, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    // ---- theirs calls ours

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itsTemplateCallsOurHandlers(boolean ofOnePartition) throws Exception {
        try (Ipc ours = ipc()) {
            ours.channel("orders")
                    .handle(
                            PlaceOrder.class,
                            order -> new OrderPlaced("placed " + order.payload().sku()));
            ours.channel("orders")
                    .handle(
                            Cancel.class,
                            cancel -> new OrderPlaced(
                                    "cancelled " + cancel.payload().sku()));
            ours.start();
            ours.ready().get(30, TimeUnit.SECONDS);
            var theirs = template(ofOnePartition);
            try {
                for (int i = 0; i < 10; i++) { // one of four partitions would be met by chance
                    assertThat(answer(theirs, new PlaceOrder("s" + i)).value())
                            .isEqualTo(new OrderPlaced("placed s" + i));
                    assertThat(answer(theirs, new Cancel("s" + i)).value())
                            .isEqualTo(new OrderPlaced("cancelled s" + i));
                }
                assertThat(answer(theirs, new Cancel("x")).partition())
                        .isIn(ofOnePartition ? List.of(2) : List.of(0, 1, 2, 3));
            } finally {
                close(theirs);
            }
        }
    }

    /** A failure is an answer, too, which a template sees as one by its headers. */
    @Test
    void itsTemplateSeesFailures() throws Exception {
        try (Ipc ours = ipc()) {
            ours.channel("orders").handle(PlaceOrder.class, order -> {
                throw new IllegalStateException("no stock");
            });
            ours.start();
            ours.ready().get(30, TimeUnit.SECONDS);
            var theirs = template(false);
            theirs.setReplyErrorChecker(SpringTest::failure);
            try {
                assertThatThrownBy(() -> answer(theirs, new PlaceOrder("s")))
                        .isInstanceOf(ExecutionException.class)
                        .hasRootCauseMessage("failed, executed: yes");
            } finally {
                close(theirs);
            }
        }
    }

    // begin: failures
    /** The failure that a reply of Unified IPC says, for {@code ReplyingKafkaTemplate.setReplyErrorChecker}. */
    static @Nullable Exception failure(ConsumerRecord<?, ?> reply) {
        Header kind = reply.headers().lastHeader("ipc-kind");
        Header executed = reply.headers().lastHeader("ipc-executed");
        return kind == null
                ? null
                : new IllegalStateException(
                        new String(kind.value(), UTF_8) + ", executed: " + new String(executed.value(), UTF_8));
    }
    // end: failures

    private static ConsumerRecord<String, OrderPlaced> answer(
            ReplyingKafkaTemplate<String, Object, OrderPlaced> theirs, Object payload) throws Exception {
        return theirs.sendAndReceive(new ProducerRecord<>("orders", "key", payload), PATIENCE)
                .get(40, TimeUnit.SECONDS);
    }

    private static ReplyingKafkaTemplate<String, Object, OrderPlaced> template(boolean ofOnePartition)
            throws InterruptedException {
        ContainerProperties properties = ofOnePartition
                ? new ContainerProperties(new TopicPartitionOffset("spring.own", 2))
                : new ContainerProperties("spring.replies");
        properties.setGroupId(ofOnePartition ? "spring.own" : "spring");
        var container = new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(
                        settings(), new StringDeserializer(), new JacksonJsonDeserializer<>(OrderPlaced.class, false)),
                properties);
        var template = new ReplyingKafkaTemplate<String, Object, OrderPlaced>(producers(), container);
        template.start();
        assertThat(template.waitForAssignment(PATIENCE)).isTrue();
        return template;
    }

    private static void close(ReplyingKafkaTemplate<String, Object, OrderPlaced> template) throws Exception {
        template.stop();
        template.destroy();
        ((DefaultKafkaProducerFactory<String, Object>) template.getProducerFactory()).destroy();
    }

    // ---- ours calls theirs

    @Test
    void itsListenersAnswerOurCalls() {
        try (AnnotationConfigApplicationContext theirs = new AnnotationConfigApplicationContext(Desk.class);
                Ipc ours = ipc()) {
            for (int i = 0; i < 10; i++) {
                Command<PlaceOrder> command =
                        Command.of(new PlaceOrder("s" + i)).withTimeout(PATIENCE);
                assertThat(ours.channel("desk").call(command, OrderPlaced.class))
                        .isEqualTo(new OrderPlaced("their s" + i));
            }
            assertThat(theirs.getBean(Desk.class).partitions).hasSize(10).allMatch(each -> each.length == 4);
        }
    }

    /** One that takes several types is told by a header which one it is. */
    @Test
    void itsListenersTellOurOperationsApart() {
        try (AnnotationConfigApplicationContext theirs = new AnnotationConfigApplicationContext(Counter.class);
                Ipc ours = ipc()) {
            assertThat(theirs.isRunning()).isTrue();
            Command<PlaceOrder> place = Command.of(new PlaceOrder("s")).withTimeout(PATIENCE);
            Command<Cancel> cancel = Command.of(new Cancel("s")).withTimeout(PATIENCE);
            assertThat(ours.channel("counter").call(place, OrderPlaced.class)).isEqualTo(new OrderPlaced("placed s"));
            assertThat(ours.channel("counter").call(cancel, OrderPlaced.class))
                    .isEqualTo(new OrderPlaced("cancelled s"));
        }
    }

    /** Its listener's own failures stay on its side: nothing is answered. */
    @Test
    void whatItsListenersDoNotAnswerMayHaveRun() {
        try (AnnotationConfigApplicationContext theirs = new AnnotationConfigApplicationContext(Desk.class);
                Ipc ours = ipc()) {
            Command<PlaceOrder> first = Command.of(new PlaceOrder("first")).withTimeout(PATIENCE);
            assertThat(ours.channel("desk").call(first, OrderPlaced.class)).isNotNull();
            Command<PlaceOrder> bad = Command.of(new PlaceOrder("bad")).withTimeout(Duration.ofSeconds(1));
            assertThatThrownBy(() -> ours.channel("desk").call(bad, OrderPlaced.class))
                    .isInstanceOfSatisfying(IpcException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.TIMEOUT);
                        assertThat(e.executed()).isEqualTo(Executed.MAYBE);
                    });
            assertThat(theirs.isRunning()).isTrue();
        }
    }

    @EnableKafka
    // begin: listener
    @KafkaListener(topics = "counter", groupId = "counter")
    static class Counter {
        @KafkaHandler
        @SendTo
        OrderPlaced place(PlaceOrder order) {
            return new OrderPlaced("placed " + order.sku());
        }

        @KafkaHandler
        @SendTo
        OrderPlaced cancel(Cancel order) {
            return new OrderPlaced("cancelled " + order.sku());
        }
        // end: listener

        @Bean
        DefaultKafkaProducerFactory<String, Object> answering() {
            return producers();
        }

        @Bean
        ConcurrentKafkaListenerContainerFactory<String, Object> kafkaListenerContainerFactory() {
            Map<String, Object> settings = settings();
            settings.put("value.deserializer", JacksonJsonDeserializer.class);
            settings.put(
                    JacksonJsonDeserializer.TYPE_MAPPINGS,
                    "PlaceOrder:" + PlaceOrder.class.getName() + ",Cancel:" + Cancel.class.getName());
            settings.put("key.deserializer", StringDeserializer.class);
            var factory = new ConcurrentKafkaListenerContainerFactory<String, Object>();
            factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(settings));
            factory.setReplyTemplate(new KafkaTemplate<>(answering()));
            return factory;
        }
    }

    @EnableKafka
    static class Desk {
        final Queue<byte[]> partitions = new ConcurrentLinkedQueue<>();

        @KafkaListener(topics = "desk", groupId = "desk")
        @SendTo
        OrderPlaced place(
                PlaceOrder order,
                @org.springframework.messaging.handler.annotation.Header(KafkaHeaders.REPLY_PARTITION)
                        byte[] partition) {
            if (order.sku().equals("bad")) {
                throw new IllegalStateException("no stock");
            }
            partitions.add(partition);
            return new OrderPlaced("their " + order.sku());
        }

        @Bean
        DefaultKafkaProducerFactory<String, Object> answering() {
            return producers();
        }

        @Bean
        ConcurrentKafkaListenerContainerFactory<String, PlaceOrder> kafkaListenerContainerFactory() {
            var factory = new ConcurrentKafkaListenerContainerFactory<String, PlaceOrder>();
            factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(
                    settings(), new StringDeserializer(), new JacksonJsonDeserializer<>(PlaceOrder.class, false)));
            factory.setCommonErrorHandler(new DefaultErrorHandler((record, failure) -> {}, new FixedBackOff(0, 0)));
            factory.setReplyTemplate(new KafkaTemplate<>(answering()));
            return factory;
        }
    }

    // ---- both

    private static DefaultKafkaProducerFactory<String, Object> producers() {
        return new DefaultKafkaProducerFactory<>(settings(), new StringSerializer(), new JacksonJsonSerializer<>());
    }

    private static Map<String, Object> settings() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.address(), "auto.offset.reset", "earliest"));
    }

    private static Ipc ipc() {
        return Ipc.builder().isolated().yaml("""
                        ipc:
                          service: shop
                          channels:
                            orders: {transport: kafka, kafka: {operation-header: __TypeId__}}
                            desk: {transport: kafka}
                            counter: {transport: kafka, kafka: {operation-header: __TypeId__}}
                          transports:
                            kafka: {bootstrap-servers: ['%s'], create: true}
                        """.formatted(broker.address())).build();
    }
}
