package io.unifiedipc.benchmarks.kafka;

import io.unifiedipc.benchmarks.Subject;
import io.unifiedipc.benchmarks.load.Backlog;
import io.unifiedipc.benchmarks.load.OneWayStream;
import io.unifiedipc.benchmarks.load.Outstanding;
import io.unifiedipc.benchmarks.load.Payload;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;

/** The driver and nothing else: what the rest is compared with. One producer sends all, requests and replies alike. */
final class RawClients {
    private static final String TOPIC = "raw";
    private static final String REPLIES = "raw.replies";

    private RawClients() {}

    static Subject stream(String address) throws Exception {
        Clients.create(address, TOPIC);
        Backlog backlog = new Backlog(Load.IN_FLIGHT, 1);
        Confirmed confirmed = new Confirmed();
        Callback told = (where, failure) -> confirmed.told(failure);
        KafkaProducer<byte[], byte[]> producer = producer(address, Clients.LINGER_MILLIS);
        RawReceiver receiver = new RawReceiver(member(address), producer, each -> {
            Wire.check(each);
            Load.handle(each.value(), backlog);
            return null;
        });
        return new OneWayStream(
                backlog,
                payload -> {
                    confirmed.check();
                    var unused = producer.send(Wire.message(TOPIC, payload), told);
                },
                () -> {
                    receiver.close();
                    producer.close();
                });
    }

    static Subject outstanding(String address) throws Exception {
        Clients.create(address, TOPIC, REPLIES);
        KafkaProducer<byte[], byte[]> producer = producer(address, 0);
        RawReceiver receiver = new RawReceiver(member(address), producer, each -> {
            Wire.check(each);
            return Wire.reply(REPLIES, RawCaller.PARTITION, each);
        });
        RawCaller caller = new RawCaller(producer, consumer(address), TOPIC, REPLIES);
        return new Outstanding(caller::call, Payload.USUAL, Load.OUTSTANDING, () -> {
            caller.close();
            receiver.close();
            producer.close();
        });
    }

    private static KafkaProducer<byte[], byte[]> producer(String address, int lingerMillis) {
        return new KafkaProducer<>(Clients.producer(address, lingerMillis));
    }

    private static KafkaConsumer<byte[], byte[]> member(String address) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Clients.consumer(address, TOPIC));
        consumer.subscribe(List.of(TOPIC));
        return consumer;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String address) {
        return new KafkaConsumer<>(Clients.consumer(address, null));
    }
}
