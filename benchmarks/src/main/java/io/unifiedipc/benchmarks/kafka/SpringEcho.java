package io.unifiedipc.benchmarks.kafka;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.messaging.handler.annotation.SendTo;

/** A listener that answers with what it gets, as an application writes it. */
class SpringEcho implements AutoCloseable {
    private final AnnotationConfigApplicationContext context;

    private SpringEcho(AnnotationConfigApplicationContext context) {
        this.context = context;
    }

    static SpringEcho start(ConsumerFactory<byte[], byte[]> consumers, KafkaTemplate<byte[], byte[]> replies) {
        ConcurrentKafkaListenerContainerFactory<byte[], byte[]> containers =
                new ConcurrentKafkaListenerContainerFactory<>();
        containers.setConsumerFactory(consumers);
        containers.setReplyTemplate(replies);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(
                "kafkaListenerContainerFactory", ConcurrentKafkaListenerContainerFactory.class, () -> containers);
        context.register(Enabled.class, Listener.class);
        context.refresh();
        return new SpringEcho(context);
    }

    @Override
    public void close() {
        context.close();
    }

    /** Spring's own part. */
    @Configuration(proxyBeanMethods = false)
    @EnableKafka
    static class Enabled {}

    /** The application's. */
    static class Listener {
        @KafkaListener(topics = Spring.TOPIC, groupId = Spring.TOPIC)
        @SendTo
        byte[] echo(byte[] bytes) {
            return bytes;
        }
    }
}
