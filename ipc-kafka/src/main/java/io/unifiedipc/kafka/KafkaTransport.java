package io.unifiedipc.kafka;

import io.unifiedipc.kafka.driver.Brokers;
import io.unifiedipc.kafka.driver.Clients;
import io.unifiedipc.kafka.receive.Inbox;
import io.unifiedipc.kafka.receive.Inboxes;
import io.unifiedipc.kafka.send.Outbox;
import io.unifiedipc.kafka.topic.Topics;
import io.unifiedipc.kafka.topic.Watch;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.Transport;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** One cluster, as one {@code Ipc} uses it: all its channels send by one producer, and read their replies by one consumer. */
final class KafkaTransport implements Transport {
    private final Context context;
    private final Clients clients;
    private final Brokers brokers;
    private final Topics topics;
    private final Outbox outbox;
    private final Inboxes inboxes;
    private final Watch watch;

    KafkaTransport(Config options, Context context) {
        this.context = context;
        Map<String, String> own = options.find(KafkaOptions.NATIVE);
        clients = new Clients(
                context.service(),
                options.get(KafkaOptions.SERVERS),
                options.get(KafkaOptions.BUFFER),
                own == null ? Map.of() : own,
                KafkaSecurity.of(options, context));
        brokers = new Brokers(clients, options.get(KafkaOptions.CREATE), context.executor());
        topics = new Topics(brokers);
        outbox = new Outbox(context.service(), clients::producer, brokers, topics, options.get(KafkaOptions.BUFFER));
        watch = new Watch(context);
        inboxes = new Inboxes(topic -> new Inbox(
                "ipc-" + context.service() + "-kafka-replies",
                () -> clients.consumer("replies", null, Integer.MAX_VALUE),
                topic,
                topics));
    }

    Clients clients() {
        return clients;
    }

    Brokers brokers() {
        return brokers;
    }

    Topics topics() {
        return topics;
    }

    Outbox outbox() {
        return outbox;
    }

    Watch watch() {
        return watch;
    }

    Inboxes inboxes() {
        return inboxes;
    }

    @Override
    public Link link(ChannelSpec channel) {
        return new KafkaLink(this, channel, context);
    }

    /** What the producer still has is sent first. */
    @Override
    public CompletionStage<Void> close() {
        watch.close();
        return inboxes.close().thenCompose(over -> outbox.close()).thenRun(brokers::close);
    }
}
