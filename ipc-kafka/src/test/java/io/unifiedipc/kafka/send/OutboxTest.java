package io.unifiedipc.kafka.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.driver.Brokers;
import io.unifiedipc.kafka.driver.Clients;
import io.unifiedipc.kafka.secure.Security;
import io.unifiedipc.kafka.topic.Topics;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.ReturnAddress;
import io.unifiedipc.spi.Transfer;
import io.unifiedipc.testing.kit.Await;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a driver takes at which moment can't be had from a broker at will: here it is the driver's own double. */
class OutboxTest {
    private static final int MOST = 1_000;

    private final Thread sender = Thread.currentThread();
    private final Driver driver = new Driver();
    /** Nobody answers it. */
    private final Brokers brokers = new Brokers(
            new Clients("shop", List.of("127.0.0.1:1"), MOST, Map.of(), new Security(null, null, null)),
            false,
            question -> {});

    private final Outbox outbox = new Outbox("shop", () -> driver, brokers, new Topics(brokers), MOST);

    private static final class Driver extends MockProducer<byte[], byte[]> {
        /** On which threads it knows no topic yet. */
        private volatile Predicate<Thread> lacking = thread -> true;

        private final Set<String> tried = ConcurrentHashMap.newKeySet();
        /** Whether it has heard of any topic. */
        private volatile boolean knowing = true;

        private final AtomicInteger askings = new AtomicInteger();

        private Driver() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            tried.add(record.topic());
            if (lacking.test(Thread.currentThread())) {
                TimeoutException refusal = new TimeoutException("Topic " + record.topic() + " not present in metadata");
                callback.onCompletion(null, refusal);
                return CompletableFuture.failedFuture(refusal);
            }
            return super.send(record, callback);
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            askings.incrementAndGet();
            if (!knowing) {
                throw new TimeoutException("Topic " + topic + " not present in metadata");
            }
            return List.of();
        }

        private List<Integer> sent() {
            return history().stream().map(record -> (int) record.value()[0]).toList();
        }
    }

    private static final class Handed implements Transfer {
        private final CompletableFuture<Void> outcome = new CompletableFuture<>();
        private final AtomicInteger handOffs = new AtomicInteger();
        private volatile boolean wanted = true;
        private volatile Runnable cancel = () -> {};

        @Override
        public Envelope envelope() {
            return Envelope.EMPTY;
        }

        @Override
        public @Nullable ReturnAddress to() {
            return null;
        }

        @Override
        public long deadline() {
            return Delivery.NO_DEADLINE;
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public boolean handOff() {
            handOffs.incrementAndGet();
            return wanted;
        }

        @Override
        public boolean takeBack() {
            return true;
        }

        @Override
        public void onCancel(Runnable hook) {
            cancel = hook;
        }

        @Override
        public void taken() {
            outcome.complete(null);
        }

        @Override
        public void fail(IpcException failure) {
            outcome.completeExceptionally(failure);
        }
    }

    @AfterEach
    void close() throws Exception {
        outbox.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private Handed publish(String topic, int value) {
        Handed handed = new Handed();
        outbox.publish(handed, new ProducerRecord<>(topic, new byte[] {(byte) value}));
        return handed;
    }

    /** Also where the driver could take what comes at the very moment at which it comes. */
    @Test
    void whatWaitsIsNotOvertaken() throws Exception {
        publish("orders", 1);
        Await.until("it was tried", () -> driver.tried.contains("orders"));
        driver.lacking = thread -> thread != sender;
        Handed second = publish("orders", 2);
        driver.lacking = thread -> false;
        second.outcome.get(20, TimeUnit.SECONDS);

        assertThat(driver.sent()).containsExactly(1, 2);
    }

    @Test
    void otherTopicsDoNotWaitForIt() throws Exception {
        publish("orders", 1);
        Await.until("it was tried", () -> driver.tried.contains("orders"));
        driver.lacking = thread -> thread != sender;
        publish("stock", 2).outcome.get(20, TimeUnit.SECONDS);

        assertThat(driver.sent()).containsExactly(2);
    }

    @Test
    void whatIsGivenUpNeverLeaves() throws Exception {
        Handed first = publish("orders", 1);
        Handed second = publish("orders", 2);
        Await.until("it was tried", () -> driver.tried.contains("orders"));
        second.cancel.run();
        assertThat(second.outcome).failsWithin(20, TimeUnit.SECONDS);
        driver.lacking = thread -> false;
        first.outcome.get(20, TimeUnit.SECONDS);
        publish("orders", 3).outcome.get(20, TimeUnit.SECONDS);

        assertThat(driver.sent()).containsExactly(1, 3);
        assertFailed(second, Kind.CANCELLED);
    }

    /** Else who gives up while it is tried, in vain, would be told that it may have run. */
    @Test
    void whatTheDriverHasNotHeardOfIsNotHandedOff() throws Exception {
        driver.knowing = false;
        Handed first = publish("orders", 1);
        int before = first.handOffs.get(); // on the sender's own thread, where there was a driver already
        Await.until("the writer has asked for it", () -> driver.askings.get() > 4);
        assertThat(first.handOffs).hasValue(before);
        driver.lacking = thread -> false;
        driver.knowing = true;
        first.outcome.get(20, TimeUnit.SECONDS);

        assertThat(driver.sent()).containsExactly(1);
    }

    /** Else it would say that this side is closed, before its sender has said that the time is over. */
    @Test
    void whoGivesUpWhileItLeavesSaysWhy() {
        Await.until("there is a driver", () -> {
            publish("stock", 1);
            return driver.askings.get() > 0;
        });
        Handed first = new Handed();
        first.wanted = false;
        outbox.publish(first, new ProducerRecord<>("orders", new byte[] {2}));
        Await.until("it was tried", () -> first.handOffs.get() > 0);

        assertThat(first.outcome).isNotDone();
        first.cancel.run();
        assertFailed(first, Kind.CANCELLED);
    }

    @Test
    void moreThanMayWaitIsRefused() {
        Handed first = publish("orders", 1);
        Handed tooMuch = new Handed();
        outbox.publish(tooMuch, new ProducerRecord<>("orders", new byte[MOST]));

        assertFailed(tooMuch, Kind.OVERLOADED);
        assertThat(first.outcome).isNotDone();
    }

    @Test
    void whatWaitsWhenItIsClosedWasNotDone() {
        Handed first = publish("orders", 1);
        Await.until("there is a driver", () -> driver.tried.contains("orders"));
        assertThat(outbox.close().toCompletableFuture()).succeedsWithin(20, TimeUnit.SECONDS);

        assertFailed(first, Kind.CLOSED);
        assertFailed(publish("orders", 2), Kind.CLOSED);
        assertThat(driver.sent()).isEmpty();
        assertThat(driver.closed()).isTrue();
    }

    private static void assertFailed(Handed handed, Kind kind) {
        assertThat(handed.outcome)
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.executed()).isEqualTo(Executed.NO);
                });
    }
}
