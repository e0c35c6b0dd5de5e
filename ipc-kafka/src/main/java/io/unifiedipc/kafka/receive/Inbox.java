package io.unifiedipc.kafka.receive;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.driver.DriverLoop;
import io.unifiedipc.kafka.topic.Topics;
import io.unifiedipc.kafka.wire.Records;
import io.unifiedipc.spi.Address;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.ReturnAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
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
    private final Map<Object, Reader> readers = new ConcurrentHashMap<>();
    private final CompletableFuture<Address> address = new CompletableFuture<>();
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean over;

    /** Who waits for replies here. Called on the inbox's thread; does not block. */
    public interface Reader {
        /** Whether a reply is for this reader, by what its record says; else it is for another of the same topic. */
        boolean waitsFor(byte[] correlation);

        /** Its reply, and where its record said that it goes. */
        void take(ReturnAddress to, Envelope reply);

        /** Replies may have been lost. */
        void lost(IpcException failure);
    }

    /** An inbox whose thread has this name. */
    public Inbox(String name, Supplier<KafkaConsumer<byte[], byte[]>> driver, String topic, Topics topics) {
        super(name);
        this.driver = driver;
        this.topic = topic;
        this.topics = topics;
    }

    /** Takes an owner's reader, in the place of the one that it had. */
    CompletionStage<Address> open(Object owner, Reader reader) {
        readers.put(owner, reader);
        return over ? CompletableFuture.failedFuture(gone(Executed.NO, "it has ended")) : address.copy();
    }

    void leave(Object owner) {
        readers.remove(owner);
    }

    /** Whether nothing is read here any more. */
    boolean isOver() {
        return over;
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
            over = true;
            address.completeExceptionally(e);
        } catch (WakeupException e) {
            address.completeExceptionally(gone(Executed.NO, "it was closed"));
        } catch (RuntimeException | Error e) {
            LOG.error("replies can't be read from topic '{}' any more", topic, e);
            over = true;
            if (!address.completeExceptionally(gone(Executed.NO, String.valueOf(e)))) {
                lost(String.valueOf(e));
            }
        } finally {
            over = true;
        }
    }

    private void lost(String why) {
        IpcException failure = gone(Executed.MAYBE, why);
        readers.values().forEach(each -> each.lost(failure));
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
            leave(its);
        }
    }

    private void leave(KafkaConsumer<byte[], byte[]> its) {
        try {
            its.close(CloseOptions.timeout(CLOSE));
        } catch (KafkaException e) {
            LOG.warn("closing what read replies from topic '{}' fails: {}", topic, e.toString());
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
                handOver(each, here);
            }
        } catch (InvalidOffsetException e) {
            its.seekToBeginning(its.assignment()); // all that is still there may be wanted
            lost(String.valueOf(e.getMessage()));
        } catch (WakeupException e) {
            // closed, as the loop sees
        } catch (KafkaException e) {
            LOG.warn("reading replies from topic '{}' fails: {}", topic, e.toString());
            rest();
        }
    }

    /** What is for nobody here is not read: a partition that processes share holds the replies of all. */
    private void handOver(ConsumerRecord<byte[], byte[]> record, Address here) {
        byte[] correlation = Records.correlation(record);
        for (Reader reader : readers.values()) {
            if (reader.waitsFor(correlation)) {
                reader.take(ReturnAddress.of(here, correlation), Records.reply(record));
            }
        }
    }

    private IpcException gone(Executed executed, String why) {
        return IpcException.of(Kind.CONNECTION_LOST, executed, "replies in topic '" + topic + "' may be lost: " + why);
    }
}
