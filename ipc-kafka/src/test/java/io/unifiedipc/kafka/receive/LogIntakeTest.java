package io.unifiedipc.kafka.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Settlement;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LogIntakeTest {
    private static final int WINDOW = 10;
    private static final TopicPartition FIRST = new TopicPartition("orders", 0);
    private static final TopicPartition SECOND = new TopicPartition("orders", 1);

    private final ArrayDeque<Delivery> open = new ArrayDeque<>();
    private final LogIntake intake = new LogIntake(null, open::add, WINDOW, Still.READING, new Still(), null);

    private void fetched(TopicPartition partition, long from, long to) {
        intake.fetched(LongStream.range(from, to)
                .mapToObj(offset -> new ConsumerRecord<>(
                        partition.topic(), partition.partition(), offset, new byte[0], new byte[0]))
                .toList());
    }

    /** Settles all that is with the receiver, and what comes then. Answers how many that were. */
    private int settleAll() {
        int count = 0;
        for (Delivery each = open.poll(); each != null; each = open.poll()) {
            each.settle(Settlement.ACK);
            count++;
        }
        return count;
    }

    /** A commit that was said to the broker may still fail. */
    @Test
    void whatIsNotConfirmedIsSaidAgain() {
        intake.owns(List.of(FIRST));
        fetched(FIRST, 5, 8);
        settleAll();

        assertThat(intake.toCommit()).containsExactly(Map.entry(FIRST, 8L));
        assertThat(intake.toCommit()).containsExactly(Map.entry(FIRST, 8L));
        intake.committed(Map.of(FIRST, 7L));
        assertThat(intake.toCommit()).containsExactly(Map.entry(FIRST, 8L));
        intake.committed(Map.of(FIRST, 8L));
        assertThat(intake.toCommit()).isEmpty();
    }

    /** Where its receiver dies, no more than so many come again, in all partitions together. */
    @Test
    void nothingMoreIsHandedOverThanMayComeAgain() {
        intake.owns(List.of(FIRST, SECOND));
        fetched(FIRST, 0, 50);
        assertThat(settleAll()).isEqualTo(50);
        Map<TopicPartition, Long> onItsWay = intake.toCommit();
        fetched(FIRST, 50, 600);
        fetched(SECOND, 0, 600);

        assertThat(settleAll()).isEqualTo(LogIntake.MOST_UNCOMMITTED - 50);
        intake.committed(onItsWay);
        assertThat(settleAll()).isEqualTo(50);
    }

    /** What is confirmed after more was asked for is part of that. */
    @Test
    void whatIsConfirmedLateIsNotCountedTwice() {
        intake.owns(List.of(FIRST));
        fetched(FIRST, 0, 10);
        settleAll();
        Map<TopicPartition, Long> before = intake.toCommit();
        fetched(FIRST, 10, LogIntake.MOST_UNCOMMITTED + 20);
        settleAll();
        Map<TopicPartition, Long> all = intake.toCommit();

        intake.committed(before);
        assertThat(settleAll()).isZero();
        intake.committed(all);
        intake.committed(before);
        assertThat(settleAll()).isEqualTo(20);
        assertThat(intake.toCommit()).containsExactly(Map.entry(FIRST, LogIntake.MOST_UNCOMMITTED + 20L));
    }

    /** What somebody else does now is not counted here for ever. */
    @Test
    void whatIsLostMakesRoom() {
        intake.owns(List.of(FIRST, SECOND));
        fetched(FIRST, 0, 1_000);
        settleAll();
        fetched(SECOND, 0, 20);
        assertThat(open).isEmpty();

        intake.loses(List.of(FIRST));
        assertThat(settleAll()).isEqualTo(20);
        assertThat(intake.toCommit()).containsExactly(Map.entry(SECOND, 20L));
    }

    /**
     * A driver that tells that a partition is lost brings some of it still, in the same poll. Where nobody has room for that, it must not
     * wait until the partition comes back: it would be handed over before what was lost, and a commit of it would tell of that, too.
     */
    @Test
    void whatCameAfterItsPartitionWasLostIsNotHandedOverWhenThatComesBack() {
        intake.owns(List.of(FIRST, SECOND));
        fetched(SECOND, 0, WINDOW);
        fetched(FIRST, 0, 5);

        intake.loses(List.of(FIRST));
        fetched(FIRST, 5, 8);
        intake.owns(List.of(FIRST));
        assertThat(settleAll()).isEqualTo(WINDOW);
        assertThat(intake.toCommit()).containsExactly(Map.entry(SECOND, (long) WINDOW));

        fetched(FIRST, 0, 8);
        assertThat(settleAll()).isEqualTo(8);
        assertThat(intake.toCommit()).containsEntry(FIRST, 8L);
    }
}
