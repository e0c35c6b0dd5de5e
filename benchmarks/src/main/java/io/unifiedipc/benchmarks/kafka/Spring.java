package io.unifiedipc.benchmarks.kafka;

import io.unifiedipc.benchmarks.Subject;
import io.unifiedipc.benchmarks.load.Backlog;
import io.unifiedipc.benchmarks.load.OneWayStream;
import io.unifiedipc.benchmarks.load.Outstanding;
import io.unifiedipc.benchmarks.load.Payload;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.kafka.support.TopicPartitionOffset;

/** Spring Kafka with its own defaults: a listener of one thread, and a commit that is waited for after each poll. */
final class Spring {
    static final String TOPIC = "spring";
    private static final String REPLIES = "spring.replies";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Spring() {}

    static Subject stream(String address) throws Exception {
        Clients.create(address, TOPIC);
        Backlog backlog = new Backlog(Load.IN_FLIGHT, 1);
        Confirmed confirmed = new Confirmed();
        var producers = producers(address, Clients.LINGER_MILLIS);
        KafkaTemplate<byte[], byte[]> template = new KafkaTemplate<>(producers);
        var container = receiving(address, each -> {
            Wire.check(each);
            Load.handle(each.value(), backlog);
        });
        return new OneWayStream(
                backlog,
                payload -> {
                    confirmed.check();
                    var unused = template.send(Wire.message(TOPIC, payload))
                            .whenComplete((taken, failure) -> confirmed.told(failure));
                },
                () -> {
                    container.stop();
                    producers.destroy();
                });
    }

    private static KafkaMessageListenerContainer<byte[], byte[]> receiving(
            String address, MessageListener<byte[], byte[]> listener) throws InterruptedException {
        CountDownLatch assigned = new CountDownLatch(1);
        ContainerProperties properties = new ContainerProperties(TOPIC);
        properties.setGroupId(TOPIC);
        properties.setMessageListener(listener);
        properties.setConsumerRebalanceListener(new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                assigned.countDown();
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                // it is the only member
            }
        });
        var container = new KafkaMessageListenerContainer<>(consumers(address, TOPIC), properties);
        container.start();
        if (!assigned.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("Spring's listener has no partitions");
        }
        return container;
    }

    static Subject outstanding(String address) throws Exception {
        Clients.create(address, TOPIC, REPLIES);
        var producers = producers(address, 0);
        SpringEcho echo = SpringEcho.start(consumers(address, TOPIC), new KafkaTemplate<>(producers));
        ReplyingKafkaTemplate<byte[], byte[], byte[]> template = new ReplyingKafkaTemplate<>(
                producers,
                new KafkaMessageListenerContainer<>(
                        consumers(address, "spring.callers"),
                        new ContainerProperties(new TopicPartitionOffset(REPLIES, RawCaller.PARTITION))));
        template.afterPropertiesSet();
        template.start();
        if (!template.waitForAssignment(PATIENCE)) {
            throw new IllegalStateException("Spring's caller has no partition for replies");
        }
        return new Outstanding(
                payload -> template.sendAndReceive(Wire.request(TOPIC, payload)).thenApply(ConsumerRecord::value),
                Payload.USUAL,
                Load.OUTSTANDING,
                () -> {
                    template.destroy();
                    echo.close();
                    producers.destroy();
                });
    }

    private static DefaultKafkaProducerFactory<byte[], byte[]> producers(String address, int lingerMillis) {
        return new DefaultKafkaProducerFactory<>(Clients.producer(address, lingerMillis));
    }

    private static DefaultKafkaConsumerFactory<byte[], byte[]> consumers(String address, String group) {
        return new DefaultKafkaConsumerFactory<>(Clients.consumer(address, group));
    }
}
