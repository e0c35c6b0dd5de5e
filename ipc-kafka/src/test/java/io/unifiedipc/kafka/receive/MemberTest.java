package io.unifiedipc.kafka.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Settlement;
import io.unifiedipc.testing.kit.Await;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A driver's failures can't be had from a broker at will: here it is the driver's own double. */
class MemberTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    private final BlockingQueue<Delivery> received = new LinkedBlockingQueue<>();
    private final LogIntake intake = new LogIntake(null, received::add, 10, Still.READING, new Still(), null);
    private final Queue<MockConsumer<byte[], byte[]>> drivers = new ConcurrentLinkedQueue<>();
    /** Those by which something was committed. */
    private final Queue<MockConsumer<byte[], byte[]>> told = new ConcurrentLinkedQueue<>();

    private final Member member = new Member("member", unwanted -> drivers.remove(), "orders", unwanted -> {}, intake);

    private MockConsumer<byte[], byte[]> driver() {
        MockConsumer<byte[], byte[]> one = new MockConsumer<>("earliest") {
            @Override
            public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration within) {
                told.add(this);
                super.commitSync(offsets, within);
            }

            @Override
            public synchronized void commitAsync(
                    Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
                told.add(this);
                super.commitAsync(offsets, callback);
            }
        };
        drivers.add(one);
        return one;
    }

    /** By a poll, it gets the only partition, with one record in it. */
    private static void getsOne(MockConsumer<byte[], byte[]> one) {
        one.schedulePollTask(() -> {
            one.updateBeginningOffsets(Map.of(ORDERS, 0L));
            one.updateEndOffsets(Map.of(ORDERS, 1L));
            one.rebalance(List.of(ORDERS));
            one.addRecord(new ConsumerRecord<>("orders", 0, 0, new byte[0], new byte[0]));
        });
    }

    private Delivery next() throws InterruptedException {
        Delivery delivery = received.poll(60, TimeUnit.SECONDS);
        assertThat(delivery).isNotNull();
        return delivery;
    }

    private static void fails(MockConsumer<?, ?> driver, RuntimeException failure) {
        driver.schedulePollTask(() -> {
            throw failure;
        });
    }

    private void end() throws Exception {
        member.close().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    static Stream<RuntimeException> lasting() {
        return Stream.of(
                new IllegalStateException("Cannot set a new position without a valid current position"),
                new SaslAuthenticationException("not this password"),
                new GroupAuthorizationException("not for you"));
    }

    static Stream<RuntimeException> passing() {
        return Stream.of(
                new DisconnectException("the broker has gone"),
                new UnknownMemberIdException("it was slow"),
                new KafkaException("Unexpected error code 15"));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void aDriverThatCantGoOnIsReplaced(RuntimeException failure) throws Exception {
        MockConsumer<byte[], byte[]> first = driver();
        getsOne(first);
        fails(first, failure);
        MockConsumer<byte[], byte[]> second = driver();
        getsOne(second);
        member.start();

        Delivery lost = next();
        Delivery again = next();
        lost.settle(Settlement.ACK); // too late to count
        assertThat(first.closed()).isTrue();
        again.settle(Settlement.ACK);
        end();
        assertThat(second.closed()).isTrue();
        assertThat(intake.ready().toCompletableFuture()).isCompleted();
        assertThat(told).isNotEmpty().containsOnly(second);
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatPassesIsTriedAgainWithTheSameDriver(RuntimeException failure) throws Exception {
        MockConsumer<byte[], byte[]> only = driver();
        fails(only, failure);
        getsOne(only);
        member.start();

        next().settle(Settlement.ACK);
        end();
        assertThat(drivers).isEmpty();
        assertThat(only.closed()).isTrue();
    }

    /** Whose own thread takes the partition away when it is first asked about it, and when it is first to go on with it. */
    private static final class Hasty extends MockConsumer<byte[], byte[]> {
        private final CountDownLatch measured = new CountDownLatch(2);
        private final CountDownLatch resumed = new CountDownLatch(2);

        private Hasty() {
            super("earliest");
        }

        @Override
        public synchronized long position(TopicPartition partition, Duration within) {
            counts(measured);
            return super.position(partition, within);
        }

        @Override
        public synchronized void resume(Collection<TopicPartition> partitions) {
            counts(resumed);
            super.resume(partitions);
        }

        private static void counts(CountDownLatch calls) {
            calls.countDown();
            if (calls.getCount() == 1) {
                throw new IllegalStateException("No current assignment for partition orders-0");
            }
        }
    }

    @Test
    void whatIsTakenAwayInTheMomentOfAQuestionIsAskedForAgain() throws Exception {
        Hasty only = new Hasty();
        drivers.add(only);
        getsOne(only);
        member.start();

        Delivery first = next();
        assertThat(only.measured.await(60, TimeUnit.SECONDS)).isTrue();
        intake.pause();
        Await.until("it rests", Duration.ofSeconds(60), () -> !only.paused().isEmpty());
        intake.resume();
        assertThat(only.resumed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(only.closed()).as("it is a member still").isFalse();
        assertThat(first.live()).as("it is nobody else's").isTrue();
        first.settle(Settlement.ACK);
        end();
    }
}
