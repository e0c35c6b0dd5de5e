package io.unifiedipc.kafka.receive;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.driver.DriverLoop;
import io.unifiedipc.kafka.topic.Topics;
import io.unifiedipc.kafka.wire.Records;
import io.unifiedipc.spi.Address;
import io.unifiedipc.spi.BrokerLink;
import io.unifiedipc.spi.ReturnAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidOffsetException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where replies arrive: one partition of a topic that all instances of a service share, read from its end as it was at the
 * beginning. A broker that goes away and comes back loses none; they are lost where the topic no longer has what was to be read
 * next.
 */
public final class Inbox extends DriverLoop {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.kafka");
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Supplier<KafkaConsumer<byte[], byte[]>> driver;
    private final String topic;
    private final Topics topics;
    private final BrokerLink.Replies replies;
    private final Consumer<IpcException> lost;
    private final CompletableFuture<Address> address = new CompletableFuture<>();
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    /** An inbox whose thread has this name. */
    public Inbox(
            String name,
            Supplier<KafkaConsumer<byte[], byte[]>> driver,
            String topic,
            Topics topics,
            BrokerLink.Replies replies,
            Consumer<IpcException> lost) {
        super(name);
        this.driver = driver;
        this.topic = topic;
        this.topics = topics;
        this.replies = replies;
        this.lost = lost;
    }

    /** Opens it. Completes when replies that are written from now on will be read; fails where there is no such topic. */
    public CompletionStage<Address> open() {
        start();
        return address.copy();
    }

    @Override
    protected void wakeClient() {
        KafkaConsumer<byte[], byte[]> its = consumer;
        if (its != null) {
            its.wakeup();
        }
    }

    @Override
    protected void work() {
        try {
            topics.await(topic, true, this::isClosed); // who waits for a broker has a deadline, and it may come
            KafkaConsumer<byte[], byte[]> its = client(driver, "reading replies from topic '" + topic + "'");
            if (its != null) {
                consumer = its;
                read(its);
            }
        } catch (IpcException e) {
            address.completeExceptionally(e);
        } catch (WakeupException e) {
            address.completeExceptionally(gone(Executed.NO, "it was closed"));
        } catch (RuntimeException | Error e) {
            LOG.error("replies can't be read from topic '{}' any more", topic, e);
            if (!address.completeExceptionally(gone(Executed.NO, String.valueOf(e)))) {
                lost.accept(gone(Executed.MAYBE, String.valueOf(e)));
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> its) {
        try {
            TopicPartition mine = choose(its);
            if (mine == null) {
                return;
            }
            Address here = new Address(topic, Records.partition(mine.partition()));
            its.assign(List.of(mine));
            its.seekToEnd(List.of(mine));
            its.position(mine);
            address.complete(here);
            while (!isClosed()) {
                poll(its, here);
            }
        } finally {
            its.close(CloseOptions.timeout(CLOSE));
        }
    }

    private @Nullable TopicPartition choose(KafkaConsumer<byte[], byte[]> its) {
        while (!isClosed()) {
            List<PartitionInfo> all = its.partitionsFor(topic);
            if (all != null && !all.isEmpty()) {
                return new TopicPartition(topic, ThreadLocalRandom.current().nextInt(all.size()));
            }
            rest();
        }
        return null;
    }

    private void poll(KafkaConsumer<byte[], byte[]> its, Address here) {
        try {
            for (ConsumerRecord<byte[], byte[]> each : its.poll(POLL)) {
                replies.accept(ReturnAddress.of(here, Records.correlation(each)), Records.read(each));
            }
        } catch (InvalidOffsetException e) {
            its.seekToEnd(its.assignment());
            lost.accept(gone(Executed.MAYBE, String.valueOf(e.getMessage())));
        } catch (WakeupException e) {
            // closed, as the loop sees
        } catch (KafkaException e) {
            LOG.warn("reading replies from topic '{}' fails: {}", topic, e.toString());
            rest();
        }
    }

    private IpcException gone(Executed executed, String why) {
        return IpcException.of(Kind.CONNECTION_LOST, executed, "replies in topic '" + topic + "' may be lost: " + why);
    }
}
