package io.unifiedipc.kafka.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.spi.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class CommitsTest {
    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);

    /** A driver whose broker answers when the test says so. */
    private static final class Driver extends MockConsumer<byte[], byte[]> {
        private final List<OffsetCommitCallback> asked = new ArrayList<>();
        private int wakeUps;
        private long committed;

        Driver() {
            super("earliest");
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            asked.add(callback);
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (wakeUps > 0) {
                wakeUps--;
                throw new WakeupException();
            }
            committed = offsets.get(PARTITION).offset();
        }
    }

    private final Driver driver = new Driver();
    private final LogIntake intake =
            new LogIntake(null, each -> each.settle(Settlement.ACK), 10, Still.READING, new Still(), null);
    private final Commits commits = new Commits(driver, intake, "orders");

    private void handled(int offset) {
        intake.owns(intake.owned().isEmpty() ? List.of(PARTITION) : List.of());
        intake.fetched(List.of(new ConsumerRecord<>(PARTITION.topic(), 0, offset, new byte[0], new byte[0])));
    }

    @Test
    void aWakeUpCutsNoCommitShort() {
        handled(7);
        driver.wakeUps = 2;
        commits.now();

        assertThat(driver.committed).isEqualTo(8);
        assertThat(intake.toCommit()).isEmpty();
    }

    /** Where a partition is given up: a rebalance refuses what is on its way. */
    @Test
    void whatIsOnItsWayIsToldAgainWhereItMatters() {
        handled(7);
        commits.soon();
        commits.now();

        assertThat(driver.committed).isEqualTo(8);
    }

    @Test
    void oneFollowsTheOther() {
        handled(7);
        commits.soon();
        handled(8);
        assertThat(commits.soon()).isFalse();
        assertThat(driver.asked).hasSize(1);

        driver.asked.get(0).onComplete(Map.of(), new RebalanceInProgressException());
        assertThat(intake.toCommit()).containsExactly(Map.entry(PARTITION, 9L));
        commits.soon();
        assertThat(driver.asked).hasSize(2);
        driver.asked.get(1).onComplete(Map.of(), null);
        assertThat(intake.toCommit()).isEmpty();
    }
}
